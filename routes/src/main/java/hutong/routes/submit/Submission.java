package hutong.routes.submit;

import hutong.routes.LargeAttachments;
import hutong.routes.LocalSystem;
import hutong.routes.Violations;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Remembered;
import hutong.schemas.Format;
import hutong.schemas.Violation;
import hutong.schemas.hx.ResidentRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One record on its way through the submit leg: what was posted, what is known of it so far, and
 * the answer its poster waits for. Used by one thread at a time.
 */
public final class Submission {

  final LocalSystem system;
  final byte[] body;
  final Format format;
  final String idempotencyKey;
  final List<Violation> warnings = new ArrayList<>();
  ResidentRecord record;
  NewTransfer transfer;

  private final boolean dryRun;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /**
   * @param idempotencyKey the client's key; null if it gave none
   * @param dryRun whether it is only checked and not remembered
   */
  public Submission(
      LocalSystem system, byte[] body, Format format, String idempotencyKey, boolean dryRun) {
    this.system = system;
    this.body = body;
    this.format = format;
    this.idempotencyKey = idempotencyKey;
    this.dryRun = dryRun;
  }

  /** Completes when the record is on disk, or refused, or the gateway failed. */
  public CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  boolean open() {
    return !outcome.isDone();
  }

  boolean dryRun() {
    return dryRun;
  }

  /** What its poster hears of what the ledger says. */
  Outcome outcomeOf(Remembered remembered) {
    if (remembered instanceof Remembered.New taken) {
      return new Outcome.Taken(taken.id(), taken.state(), List.copyOf(warnings), false);
    } else if (remembered instanceof Remembered.Before before) {
      return new Outcome.Taken(before.id(), before.state(), List.copyOf(warnings), true);
    } else if (remembered instanceof Remembered.SourceVersionReused) {
      return new Outcome.Refused(List.of(Violations.sourceVersionReused()));
    } else if (remembered instanceof Remembered.AttachmentUnknown unknown) {
      String pointer = LargeAttachments.pointer(unknown.number());
      return new Outcome.Refused(List.of(Violations.attachmentUnknown(pointer)));
    } else if (remembered instanceof Remembered.OutOfCycle) {
      boolean reply = record.getInReplyTo() != null;
      return new Outcome.Refused(
          List.of(Violations.outOfCycle(reply ? "/inReplyTo" : "/concerns")));
    }
    return new Outcome.IdempotencyKeyReused();
  }

  void refuse(List<Violation> violations) {
    outcome.complete(new Outcome.Refused(List.copyOf(violations)));
  }

  void refuse(Violation violation) {
    refuse(List.of(violation));
  }

  void settle(Outcome decided) {
    outcome.complete(decided);
  }

  /** The gateway itself failed; the poster has to post again. */
  public void fail(Throwable fault) {
    outcome.completeExceptionally(fault);
  }
}
