package hutong.routes;

import java.util.List;

/** Something that work can be taken from, many pieces at a time. */
@FunctionalInterface
public interface BatchSource<T> {

  /**
   * Waits for work, but not for ever, so that a worker can be stopped.
   *
   * @return at most {@code max} pieces in order; empty if none came
   */
  List<T> take(int max) throws InterruptedException;
}
