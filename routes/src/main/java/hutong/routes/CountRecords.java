package hutong.routes;

import hutong.routes.ledger.Counted;
import hutong.schemas.Documents;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.ReplySubstance;
import hutong.schemas.hx.ResidentRecord;
import java.util.Optional;

/** Takes from a record what clocks and rates have to know of it, once, while it is readable. */
public final class CountRecords {

  private final RecordTypes types;
  private final ReplySubstance substance;
  private final Indexes indexes;

  public CountRecords(Documents documents, RecordTypes types, Indexes indexes) {
    this.types = types;
    this.substance = new ReplySubstance(documents, types);
    this.indexes = indexes;
  }

  public Counted of(ResidentRecord record) {
    RecordType type = types.of(record);
    Optional<byte[]> says = substance.of(record);
    return new Counted(
        type.answering(), says.isPresent(), says.map(indexes::substance).orElse(null));
  }
}
