package hutong.routes.submit;

import hutong.routes.LargeAttachments;
import hutong.routes.LocalSystem;
import hutong.routes.Violations;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Remembered;
import hutong.schemas.Violation;
import hutong.schemas.dialects.Translated;
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
  final Posting posting;
  final String idempotencyKey;
  final List<Violation> warnings = new ArrayList<>();
  ResidentRecord record;
  NewTransfer transfer;

  /** Of the call that brought it; null if nobody follows that. */
  String traceparent;

  /** Null if it was posted in our own form. */
  Translated translated;

  private final boolean dryRun;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /**
   * @param idempotencyKey the client's key; null if it gave none
   * @param dryRun whether it is only checked and not remembered
   */
  public Submission(LocalSystem system, Posting posting, String idempotencyKey, boolean dryRun) {
    this.system = system;
    this.posting = posting;
    this.idempotencyKey = idempotencyKey;
    this.dryRun = dryRun;
  }

  /** The same, of a call that is followed; null: it is not. */
  public Submission of(String call) {
    traceparent = call;
    return this;
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
      return new Outcome.Taken(taken.id(), taken.state(), remarks(), false);
    } else if (remembered instanceof Remembered.Before before) {
      return new Outcome.Taken(before.id(), before.state(), remarks(), true);
    } else if (remembered instanceof Remembered.SourceVersionReused) {
      return refused(List.of(Violations.sourceVersionReused()));
    } else if (remembered instanceof Remembered.AttachmentUnknown unknown) {
      String pointer = LargeAttachments.pointer(unknown.number());
      return refused(List.of(Violations.attachmentUnknown(pointer)));
    } else if (remembered instanceof Remembered.OutOfCycle) {
      boolean reply = record.getInReplyTo() != null;
      return refused(List.of(Violations.outOfCycle(reply ? "/inReplyTo" : "/concerns")));
    }
    return new Outcome.IdempotencyKeyReused();
  }

  /** What is odd about the record, and what its translation noticed or could not carry. */
  List<Violation> remarks() {
    if (translated == null) {
      return List.copyOf(warnings);
    }
    List<Violation> all = new ArrayList<>(translated.found());
    translated.unread().forEach(place -> all.add(Violations.notCarried(translated.row(), place)));
    all.addAll(translated.located(warnings));
    return List.copyOf(all);
  }

  void refuse(List<Violation> violations) {
    outcome.complete(refused(violations));
  }

  /** With the places where the poster finds them. */
  private Outcome refused(List<Violation> violations) {
    return new Outcome.Refused(
        translated == null ? List.copyOf(violations) : translated.located(violations));
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
