package hutong.gateway.demo;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Puts a demo away when somebody ends the process before its end. */
final class AtExit implements AutoCloseable {

  private final Thread hook;

  AtExit(DemoFolder folder, Demo demo) {
    this.hook = new Thread(() -> putAway(folder, demo), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Lets the demo go on until somebody ends the process. */
  void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** It came to its end: nothing is left to do. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends already, and the hook does its work.
    }
  }

  private static void putAway(DemoFolder folder, Demo demo) {
    demo.close();
    try {
      folder.close();
    } catch (IOException fault) {
      System.err.println("hutong: the demo's folder could not be deleted");
    }
  }
}
