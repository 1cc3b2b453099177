package hutong.schemas;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Keeps what is costly to make and not thread-safe; grows to the number used at one time. */
final class Pool<T> {
  private final Queue<T> idle = new ConcurrentLinkedQueue<>();
  private final Supplier<T> maker;

  Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  T take() {
    T one = idle.poll();
    return one == null ? maker.get() : one;
  }

  /** Only what is known to be in order again; anything else is simply dropped. */
  void giveBack(T one) {
    idle.add(one);
  }
}
