package hutong.routes.ledger;

/**
 * The ledger could not be asked or written: cut off, full, stopped, too slow. Whatever it was asked
 * to do is not to blame for that, however soon it answers again, and comes again as it is.
 */
public final class LedgerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public LedgerUnavailable(String message) {
    super(message);
  }
}
