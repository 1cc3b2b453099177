package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Hands out the records of one document, one after the other, however many there are. */
interface RecordSource extends Closeable {

  /**
   * The next record; null after the last. One that is badly written says so itself.
   *
   * @throws RefusedInput if nothing more of the document can be read
   */
  PartnerRecord next() throws IOException, RefusedInput;

  /** Names of the columns of a table, in their order; one that has none is empty. */
  default List<String> columns() {
    return List.of();
  }

  /** What was noticed about the document as a whole so far. */
  default List<Violation> remarks() {
    return List.of();
  }

  @Override
  default void close() throws IOException {}
}
