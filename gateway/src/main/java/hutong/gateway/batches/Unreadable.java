package hutong.gateway.batches;

import java.io.IOException;

/** What is kept is not what was written: it will never be again. */
final class Unreadable extends IOException {
  private static final long serialVersionUID = 1L;

  Unreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
