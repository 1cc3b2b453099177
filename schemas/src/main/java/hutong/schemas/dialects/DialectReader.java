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

/** Reads the records of one document, one after the other; used by one thread. */
public final class DialectReader implements Closeable {

  private final Dialect dialect;
  private final RecordSource source;
  private final Instant now;
  private final Map<Target, String> given;

  DialectReader(Dialect dialect, RecordSource source, Instant now, Map<Target, String> given) {
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

  /** What was noticed about the document as a whole so far. */
  public List<Violation> remarks() {
    return source.remarks();
  }

  static Translated translated(
      Dialect dialect, PartnerRecord next, Map<Target, String> given, Instant now) {
    if (next.refused()) {
      return new Translated(null, next.tree(), null, next.row(), next.faults(), List.of());
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
      return new Translated(null, tree, null, next.row(), notes.found(), List.of());
    }
    Duration behind = Duration.ZERO;
    if (dialect.clock().isPresent()) {
      behind = dialect.clock().get().behind(tree, now, notes);
    }
    ObjectNode record = null;
    Notes reading = new Notes(next.row(), behind == null ? Duration.ZERO : behind);
    if (behind != null) {
      record = map.get().read(tree, given, now, reading);
      DecisionForm.check(map.get(), record, reading);
    }
    List<Violation> found = new ArrayList<>(next.faults());
    found.addAll(notes.found());
    found.addAll(reading.found());
    List<String> unread = new ArrayList<>();
    if (map.get().reads() == null) {
      map.get().known().unread(tree, "", unread);
    }
    return new Translated(map.get(), tree, record, next.row(), found, unread);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
