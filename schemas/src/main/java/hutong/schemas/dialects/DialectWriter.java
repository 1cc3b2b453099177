package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RejectionCode;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes records into one document, one after the other; complete once it is closed. What a partner
 * would read otherwise than it was is named: each record is read back before it is written.
 */
public final class DialectWriter implements Closeable {

  private final Dialect dialect;
  private final RecordSink sink;
  private final Instant now;
  private int row;

  DialectWriter(Dialect dialect, RecordSink sink, Instant now) {
    this.dialect = dialect;
    this.sink = sink;
    this.now = now;
  }

  /**
   * What became of one record.
   *
   * @param lost JSON Pointers of what the partner's document does not carry, or carries changed
   * @param found why, where a rule says so
   */
  public record Written(List<String> lost, List<Violation> found) {}

  /**
   * Writes one.
   *
   * @param record as its JSON
   * @throws Unwritable if the dialect has no such type, or no room for a value; nothing is written
   */
  public Written write(ObjectNode record) throws IOException, Unwritable {
    Notes notes = new Notes(row + 1, Duration.ZERO);
    Translation out = translated(dialect, record, now, notes);
    sink.write(out.tree());
    row++;
    return new Written(out.lost(), notes.found());
  }

  /** One record in the partner's form, and what that form loses of it. */
  record Translation(TypeMap map, ObjectNode tree, List<String> lost) {}

  static Translation translated(Dialect dialect, ObjectNode record, Instant now, Notes notes)
      throws Unwritable {
    String type = record.path("type").asText();
    Optional<TypeMap> map = dialect.of(type);
    if (map.isEmpty()) {
      throw unwritable(
          notes,
          "type-not-written",
          "此方言没有这类记录的写法,请在方言文件中补充。",
          "The dialect has no form for this type of record: add it to its file.");
    }
    try {
      ObjectNode tree = map.get().write(record, notes);
      dialect.clock().ifPresent(clock -> clock.write(tree, now));
      return new Translation(map.get(), tree, lost(dialect, record, tree, now, notes));
    } catch (RuntimeException | StackOverflowError fault) {
      throw unwritable(
          notes,
          "translation",
          "该方言无法写出此记录,请核对方言文件。",
          "The dialect can't cope with this record: look over its file.");
    }
  }

  /** Read as its partner will, and not as we know it. */
  private static List<String> lost(
      Dialect dialect, ObjectNode record, ObjectNode tree, Instant now, Notes notes)
      throws Unwritable {
    Translated back =
        DialectReader.translated(
            dialect, new PartnerRecord(tree, notes.row()), DialectReader.Beside.NOTHING, now);
    if (back.record() == null || !back.record().path("type").equals(record.path("type"))) {
      throw unwritable(
          notes,
          "type-ambiguous",
          "按此方言写出后会被读作另一类记录,请在方言文件中补充标识。",
          "What the dialect writes would be read as another type: add marks to its file.");
    }
    return Losses.between(record, back.record());
  }

  private static Unwritable unwritable(Notes notes, String rule, String zh, String en) {
    return new Unwritable(
        List.of(
            Violation.refuse(RejectionCode.SCHEMA_INVALID, "/type", rule, zh, en)
                .at(new SourcePlace(notes.row(), ""))));
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
