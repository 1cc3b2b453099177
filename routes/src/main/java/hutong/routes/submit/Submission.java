package hutong.routes.submit;

import hutong.routes.LocalSystem;
import hutong.routes.ledger.NewTransfer;
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
