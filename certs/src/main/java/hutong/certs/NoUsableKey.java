package hutong.certs;

/**
 * Says that nothing can be signed or sealed for a member for now: no valid certificate, no suite
 * that both have and that is below neither's floor, or a directory that has expired.
 */
public final class NoUsableKey extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean suiteNotAllowed;

  NoUsableKey(Member recipient, boolean suiteNotAllowed, String why) {
    super("member " + recipient.id() + ": " + why);
    this.suiteNotAllowed = suiteNotAllowed;
  }

  NoUsableKey(String recipient) {
    this(recipient, "not in the directory");
  }

  private NoUsableKey(String recipient, String why) {
    super("member " + recipient + ": " + why);
    this.suiteNotAllowed = false;
  }

  static NoUsableKey expired(String recipient) {
    return new NoUsableKey(recipient, "the directory has expired");
  }

  /** Whether it is the floors and lists of the two that leave no suite, and not a missing key. */
  public boolean suiteNotAllowed() {
    return suiteNotAllowed;
  }
}
