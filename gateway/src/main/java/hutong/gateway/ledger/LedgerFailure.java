package hutong.gateway.ledger;

/** The ledger could not do what was asked; the batch has changed nothing. */
public final class LedgerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerFailure(String message, Throwable cause) {
    super(message, cause);
  }

  LedgerFailure(String message) {
    super(message);
  }
}
