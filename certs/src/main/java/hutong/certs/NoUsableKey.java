package hutong.certs;

/**
 * Says that nothing can be signed or sealed for a member for now: no valid certificate, or no suite
 * that both have and that is below neither's floor.
 */
public final class NoUsableKey extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean suiteNotAllowed;

  NoUsableKey(Member recipient, boolean suiteNotAllowed, String why) {
    super("member " + recipient.id() + ": " + why);
    this.suiteNotAllowed = suiteNotAllowed;
  }

  NoUsableKey(String recipient) {
    super("member " + recipient + ": not in the directory");
    this.suiteNotAllowed = false;
  }

  /** Whether it is the floors and lists of the two that leave no suite, and not a missing key. */
  public boolean suiteNotAllowed() {
    return suiteNotAllowed;
  }
}
