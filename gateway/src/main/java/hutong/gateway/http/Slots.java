package hutong.gateway.http;

import java.util.HashMap;
import java.util.Map;

/** How much of one kind goes on at once, in all and for one caller. Event loop only. */
final class Slots {

  private final int most;
  private final int mostOfOne;
  private final Map<String, Integer> taken = new HashMap<>();
  private int running;

  Slots(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /**
   * Takes one, to be freed.
   *
   * @throws Refused {@link ApiCode#TOO_BUSY}
   */
  Slot take(String caller) {
    int own = taken.getOrDefault(caller, 0);
    if (running >= most || own >= mostOfOne) {
      throw new Refused(ApiCode.TOO_BUSY);
    }
    running++;
    taken.put(caller, own + 1);
    return new Slot(caller);
  }

  /** One that is taken; freeing it twice frees it once. */
  final class Slot {
    private final String caller;
    private boolean free;

    private Slot(String caller) {
      this.caller = caller;
    }

    void free() {
      if (!free) {
        free = true;
        running--;
        taken.computeIfPresent(caller, (any, own) -> own > 1 ? own - 1 : null);
      }
    }
  }
}
