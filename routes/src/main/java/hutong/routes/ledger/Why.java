package hutong.routes.ledger;

import java.time.Instant;

/**
 * Why a transfer stands where it does.
 *
 * @param cause stable word: why it waits or was refused; null if it only takes its turn
 * @param since when that cause began, or the transfer came to stand so
 * @param until when it goes on by itself at the latest: the next attempt, the end of a lease; null
 *     if no date is known
 * @param others how many more stand so for the same cause, counted up to {@link #MOST_COUNTED}
 */
public record Why(TransferView view, String cause, Instant since, Instant until, int others) {

  /** Bounds the count, so that asking costs the same however much waits. */
  public static final int MOST_COUNTED = 10_000;
}
