package hutong.gateway.http;

import hutong.routes.ledger.LedgerUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns whatever a call failed with into its answer. */
final class Failures {

  private final LogFault log;

  Failures(LogFault log) {
    this.log = log;
  }

  void answer(Call call, Throwable fault) {
    if (fault instanceof Refused refused) {
      call.refuse(refused);
    } else {
      log.of(call.id(), fault);
      boolean passing = fault instanceof LedgerUnavailable;
      call.refuse(new Refused(passing ? ApiCode.UNAVAILABLE : ApiCode.INTERNAL));
    }
  }

  /** As {@link #answer}; what can't be written to disk now may be later. */
  void unwritten(Call call, Throwable fault) {
    if (fault instanceof IOException || fault instanceof UncheckedIOException) {
      log.of(call.id(), fault);
      call.refuse(new Refused(ApiCode.UNAVAILABLE));
    } else {
      answer(call, fault);
    }
  }

  /** For a call whose answer has begun. */
  void log(Call call, Throwable fault) {
    log.of(call.id(), fault);
  }

  /** Runs a piece of a call, and answers it if that fails. */
  void guard(Call call, Runnable piece) {
    try {
      piece.run();
    } catch (RuntimeException fault) {
      answer(call, fault);
    }
  }
}
