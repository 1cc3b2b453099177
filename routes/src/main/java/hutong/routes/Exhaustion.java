package hutong.routes;

/**
 * Memory that is used up is nothing a leg could mend or should bear: whoever runs the process hears
 * of it and decides.
 */
public final class Exhaustion {

  private static final int MOST_CAUSES = 20;

  private Exhaustion() {}

  /** Whether used up memory is behind a fault. */
  public static boolean isBehind(Throwable fault) {
    Throwable cause = fault;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * For whoever catches everything: if memory is used up, tells whom this thread would have told of
   * a fault that nobody catches. A node's process ends there; elsewhere the thread goes on.
   */
  public static void tell(Throwable fault) {
    if (isBehind(fault)) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
    }
  }
}
