package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import hutong.schemas.RejectionCode;
import hutong.schemas.Violation;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the records of one document, one after the other; used by one thread. */
public final class DialectReader implements Closeable {

  private final Dialect dialect;
  private final RecordSource source;
  private final Instant now;
  private final Beside given;

  /**
   * What travelled beside a document.
   *
   * @param clock what time its writer had when it left; null if it did not say
   */
  record Beside(Map<Target, String> fields, String clock) {
    static final Beside NOTHING = new Beside(Map.of(), null);
  }

  DialectReader(Dialect dialect, RecordSource source, Instant now, Beside given) {
    this.dialect = dialect;
    this.source = source;
    this.now = now;
    this.given = given;
  }

  /**
   * The next record; null after the last. One that can't be read says so itself.
   *
   * @throws RefusedInput if nothing more of the document can be read
   */
  public Translated next() throws IOException, RefusedInput {
    PartnerRecord next = source.next();
    return next == null ? null : translated(dialect, next, given, now);
  }

  /** The name of the sheet that such tables have as workbooks; empty if they have none. */
  public String sheet() {
    return dialect.sheet().orElse("");
  }

  /** Names of the columns if it is a table, in their order; else empty. */
  public List<String> columns() {
    return source.columns();
  }

  /** What was noticed about the document as a whole so far. */
  public List<Violation> remarks() {
    return source.remarks();
  }

  /** Whatever goes wrong is the record's fault, and never ends the reading of the others. */
  static Translated translated(Dialect dialect, PartnerRecord next, Beside given, Instant now) {
    try {
      return read(dialect, next, given, now);
    } catch (RuntimeException | StackOverflowError fault) {
      Notes notes = new Notes(next.row(), Duration.ZERO);
      notes.refuse(
          RejectionCode.SCHEMA_INVALID,
          "translation",
          "该方言无法处理此记录,请核对内容或方言文件。",
          "The dialect can't cope with this record: look over the content, or its file.");
      return told(
          null, next, null, notes.found(), List.of(), new Translated.Read(now, given, Set.of()));
    }
  }

  private static Translated told(
      TypeMap map,
      PartnerRecord next,
      ObjectNode record,
      List<Violation> found,
      List<String> unread,
      Translated.Read how) {
    return new Translated(map, next.tree(), record, next.row(), found, unread, how);
  }

  private static Translated read(Dialect dialect, PartnerRecord next, Beside given, Instant now) {
    Translated.Read how = new Translated.Read(now, given, Set.of());
    if (next.refused()) {
      return told(null, next, null, next.faults(), List.of(), how);
    }
    ObjectNode tree = next.tree();
    Optional<TypeMap> map = dialect.recognised(tree);
    Notes notes = new Notes(next.row(), Duration.ZERO);
    if (map.isEmpty()) {
      notes.refuse(
          RejectionCode.SCHEMA_INVALID,
          "type-unknown",
          "按此方言无法判断是哪一类记录,请核对标识类型的字段。",
          "The dialect can't tell what type of record this is: look over the fields that mark it.");
      return told(null, next, null, notes.found(), List.of(), how);
    }
    Duration behind = Duration.ZERO;
    if (dialect.clock().isPresent()) {
      behind = dialect.clock().get().behind(tree, given.clock(), now, notes);
    }
    ObjectNode record = null;
    Notes reading = new Notes(next.row(), behind == null ? Duration.ZERO : behind);
    if (behind != null) {
      record = map.get().read(tree, given.fields(), now, reading);
      DecisionForm.check(map.get(), record, reading);
    }
    List<Violation> found = new ArrayList<>(next.faults());
    found.addAll(notes.found());
    found.addAll(reading.found());
    List<String> unread = new ArrayList<>();
    map.get().known().unread(tree, "", unread);
    map.get().differing(tree, unread);
    return told(
        map.get(), next, record, found, unread, new Translated.Read(now, given, reading.moving()));
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
