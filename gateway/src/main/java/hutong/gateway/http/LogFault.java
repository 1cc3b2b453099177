package hutong.gateway.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that a call failed: which faults, and where in our code. Their messages are left out, since
 * others wrote them and they may hold a value.
 */
final class LogFault {

  private static final Logger LOG = LoggerFactory.getLogger(LogFault.class);
  private static final int CAUSES = 4;
  private static final int FRAMES = 6;

  void of(String requestId, Throwable fault) {
    StringBuilder text = new StringBuilder();
    Throwable cause = fault;
    for (int depth = 0; cause != null && depth < CAUSES; depth++) {
      text.append(depth == 0 ? "" : " by ").append(cause.getClass().getName());
      StackTraceElement[] frames = cause.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        text.append(i == 0 ? " at " : " < ").append(frames[i]);
      }
      cause = cause.getCause();
    }
    LOG.error("Request {} failed: {}", requestId, text);
  }
}
