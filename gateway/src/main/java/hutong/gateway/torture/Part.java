package hutong.gateway.torture;

import java.io.IOException;
import java.time.Duration;

/** A process under test that can be killed at any moment and started again. */
interface Part {

  String name();

  void start() throws IOException;

  /** SIGKILL; returns when the process is gone. */
  void kill() throws IOException;

  /** SIGSTOP, or SIGCONT. */
  void pause(boolean stopped) throws IOException;

  /** Waits until it can serve; false if it can't after so long. */
  boolean awaitReady(Duration longest);
}
