package hutong.gateway.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process under test that can be killed at any moment and started again. */
interface Part {

  String name();

  void start() throws IOException;

  /** SIGKILL; returns when the process is gone. */
  void kill() throws IOException;

  /** SIGSTOP, or SIGCONT. */
  void pause(boolean stopped) throws IOException;

  boolean isAlive();

  /** Whether it can serve. */
  boolean isReady();

  /** What it says. */
  Path log();

  /** Waits until it can serve; throws if it has ended or can't after so long. */
  default void awaitReady(Duration longest) throws IOException {
    long end = System.nanoTime() + longest.toNanos();
    while (!isReady()) {
      if (!isAlive() || System.nanoTime() - end > 0) {
        throw new IOException("Process " + name() + " did not become ready: see " + log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
