package hutong.gateway.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.Translated;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dialects that a node knows, as its callers may use them. */
public interface Dialects {

  /** The version of that name in use now. */
  Optional<Dialect> live(String name);

  /** Every name, with its versions. */
  List<Standing> all();

  /** What the version that runs as shadow did so far; empty if none runs. */
  Optional<ShadowReport> compared(String name);

  /**
   * A document was read: a version that runs beside reads it too. Never throws.
   *
   * @param document its bytes; null where one of many records was read, which is read again as the
   *     tree that it is
   */
  void wasRead(Dialect by, Translated result, byte[] document, Map<String, String> beside);

  /** A record was written: a version that runs beside writes it too. Never throws. */
  void wasWritten(Dialect by, ObjectNode record);
}
