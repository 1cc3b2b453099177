package hutong.gateway.simulate;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tells each misdeed when it is done, and counts them all. */
final class Deeds {

  private final Clock clock;
  private final Consumer<String> out;
  private final Map<Deed, Long> counts = new EnumMap<>(Deed.class);

  /**
   * @param out gets a line for each, without anything of what was sent
   */
  Deeds(Clock clock, Consumer<String> out) {
    this.clock = clock;
    this.out = out;
  }

  /**
   * @param about a queue, or a record's id
   */
  synchronized void did(Deed deed, String about) {
    counts.merge(deed, 1L, Long::sum);
    if (deed != Deed.SENT && deed != Deed.ACCEPTED) {
      out.accept("%s %-10s %s".formatted(clock.instant(), deed, about));
    }
  }

  synchronized long count(Deed deed) {
    return counts.getOrDefault(deed, 0L);
  }

  /** One line with all counts. */
  synchronized String sum() {
    StringBuilder line = new StringBuilder();
    for (Deed deed : Deed.values()) {
      line.append(line.isEmpty() ? "" : " ");
      line.append(deed.name().toLowerCase(Locale.ROOT)).append('=').append(count(deed));
    }
    return line.toString();
  }
}
