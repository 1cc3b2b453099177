package hutong.gateway.dialects;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.gateway.evidence.ExportEvidence;
import hutong.routes.ledger.Exhibit;
import hutong.routes.ledger.Viewer;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Function;

/**
 * Opens records that the ledger holds, so that they can be set beside what dialects make of them.
 */
public final class HeldRecords {

  /** Why there is none to open. */
  public enum Missing {
    /** There is none, or it is not the viewer's. */
    UNKNOWN,
    /** It is not signed yet. */
    NOT_YET,
    ERASED,
    /** It was kept long enough. */
    PRUNED
  }

  /** Says that there is none to open. */
  public static final class NotHeld extends Exception {
    private static final long serialVersionUID = 1L;
    private final Missing why;

    NotHeld(Missing why) {
      super(why.name());
      this.why = why;
    }

    public Missing why() {
      return why;
    }
  }

  private final ExportEvidence evidence;
  private final Documents documents;
  private final Function<byte[], byte[]> documentOf;
  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * @param documentOf takes the exchange document out of SignedData that was verified when it was
   *     stored
   */
  public HeldRecords(
      ExportEvidence evidence, Documents documents, Function<byte[], byte[]> documentOf) {
    this.evidence = evidence;
    this.documents = documents;
    this.documentOf = documentOf;
  }

  /** As its JSON, for a viewer who may see all of it. */
  public ObjectNode open(UUID id, Viewer viewer) throws NotHeld, IOException, RefusedInput {
    Exhibit exhibit = evidence.exhibit(id, viewer).orElseThrow(() -> new NotHeld(Missing.UNKNOWN));
    if (exhibit.signedData() == null) {
      throw new NotHeld(
          !exhibit.gone()
              ? Missing.NOT_YET
              : exhibit.erasedAt() == null ? Missing.PRUNED : Missing.ERASED);
    }
    byte[] record =
        documents.writeRecord(
            documents.readStored(documentOf.apply(exhibit.signedData())), Format.JSON);
    return (ObjectNode) json.readTree(record);
  }
}
