package hutong.gateway.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes who looked at contents, and who changed keys. It names accounts, codes and ids alone. */
final class Noted {

  private static final Logger LOG = LoggerFactory.getLogger(Noted.class);

  private Noted() {}

  /**
   * Before it is shown, or after it is done.
   *
   * @param what a word: {@code CONTENT_READ}, {@code KEY_ADDED}, …
   * @param about an id, or a name of a system
   * @param reason a word; empty where none is asked for
   */
  static void noted(Visit visit, String what, String about, String reason) {
    LOG.info("{} by {}: {} {}", what, visit.account().name(), about, reason);
  }
}
