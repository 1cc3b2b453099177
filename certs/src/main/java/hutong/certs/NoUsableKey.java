package hutong.certs;

/** Says that a member can't be sealed for now: no valid certificate, or no suite in common. */
public final class NoUsableKey extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoUsableKey(Member recipient, String why) {
    super("member " + recipient.id() + ": " + why);
  }
}
