package hutong.gateway.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the nodes' everyday log lines out of the demo's output. */
final class Quiet {

  private Quiet() {}

  /** From now on, in this process: warnings and errors only. */
  static void please() {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
  }
}
