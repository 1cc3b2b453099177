package hutong.routes.submit;

import hutong.routes.Bells;
import hutong.routes.Tracing;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Remembered;
import java.util.List;

/**
 * Step "remember": the ledger takes the records over in one group, then each poster hears what
 * became of his. Nobody hears "taken" before it is on disk.
 */
public final class RememberRecords {

  private final Ledger ledger;
  private final Bells bells;
  private final Tracing tracing;

  public RememberRecords(Ledger ledger, Bells bells, Tracing tracing) {
    this.ledger = ledger;
    this.bells = bells;
    this.tracing = tracing;
  }

  public void remember(List<Submission> submissions) {
    submissions.stream()
        .filter(each -> each.open() && each.dryRun())
        .forEach(RememberRecords::tellChecked);
    List<Submission> taken = submissions.stream().filter(Submission::open).toList();
    if (taken.isEmpty()) {
      return;
    }
    for (Submission each : taken) {
      if (each.traceparent != null) {
        tracing.posted(each.transfer.facts().transferId(), each.traceparent);
      }
    }
    List<NewTransfer> transfers = taken.stream().map(each -> each.transfer).toList();
    List<Remembered> results = ledger.submit(transfers);
    for (int i = 0; i < taken.size(); i++) {
      taken.get(i).settle(taken.get(i).outcomeOf(results.get(i)));
    }
    transfers.stream()
        .map(transfer -> transfer.facts().to())
        .filter(to -> to != null)
        .distinct()
        .forEach(to -> bells.outbox(to).ring());
  }

  private static void tellChecked(Submission submission) {
    NewTransfer transfer = submission.transfer;
    submission.settle(
        new Outcome.Checked(
            transfer.facts().to(),
            transfer.candidates(),
            submission.remarks(),
            submission.translated == null ? null : submission.record));
  }
}
