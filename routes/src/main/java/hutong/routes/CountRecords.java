package hutong.routes;

import hutong.routes.ledger.Counted;
import hutong.routes.ledger.Counted.Expected;
import hutong.routes.ledger.Counted.Reply;
import hutong.schemas.CaseStep;
import hutong.schemas.Documents;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.ReplySubstance;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.RosterSummary;
import java.util.List;
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
        type.answering(),
        reply(type, says.isPresent()),
        says.map(indexes::substance).orElse(null),
        record instanceof RosterSummary summary ? expected(summary) : List.of());
  }

  private static Reply reply(RecordType type, boolean says) {
    if (type.step() == CaseStep.FORWARD) {
      return Reply.ELSEWHERE;
    }
    return says ? Reply.ANSWER : Reply.NONE;
  }

  private static List<Expected> expected(RosterSummary summary) {
    return summary.getLine().stream()
        .filter(line -> line.getExpected() != null)
        .map(
            line ->
                new Expected(
                    line.getType(),
                    summary.getPeriodFrom(),
                    summary.getPeriodUntil(),
                    line.getExpected()))
        .toList();
  }
}
