package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;

/** Takes the records of one document, one after the other; complete once it is closed. */
interface RecordSink extends Closeable {

  /**
   * Writes one.
   *
   * @throws Unwritable if the format has no room for a value; then nothing of it is written
   */
  void write(ObjectNode tree) throws IOException, Unwritable;
}
