package hutong.certs;

/** Says that a directory verifies but does not follow the one held. */
public final class StaleDirectory extends Exception {

  private static final long serialVersionUID = 1L;

  StaleDirectory(long offered, long held) {
    super("directory version " + offered + " does not follow version " + held);
  }
}
