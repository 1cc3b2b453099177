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
import java.util.Map;
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
      throw new Unwritable(
          List.of(
              Violation.refuse(
                      RejectionCode.SCHEMA_INVALID,
                      "/type",
                      "type-not-written",
                      "此方言没有这类记录的写法,请在方言文件中补充。",
                      "The dialect has no form for this type of record: add it to its file.")
                  .at(new SourcePlace(notes.row(), ""))));
    }
    ObjectNode tree = map.get().write(record, notes);
    dialect.clock().ifPresent(clock -> clock.write(tree, now));
    ObjectNode back = map.get().read(tree, Map.of(), now, new Notes(notes.row(), Duration.ZERO));
    return new Translation(map.get(), tree, Losses.between(record, back));
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
