package hutong.gateway.oidc;

/** A provider vouches for nobody; says why, and nothing of what came. */
public final class NotKnown extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Why {
    /** The provider does not answer, or not as one. */
    UNREACHABLE,
    /** The provider refused, or the person went back. */
    DECLINED,
    /** What came proves nothing: too old, for another, not signed, or tampered with. */
    NOT_SOUND,
    /** The name's claim is missing, or holds what may be no name here. */
    NO_NAME
  }

  private final Why why;

  NotKnown(Why why, Throwable cause) {
    super("A provider vouches for nobody: " + why, cause);
    this.why = why;
  }

  NotKnown(Why why) {
    this(why, null);
  }

  public Why why() {
    return why;
  }
}
