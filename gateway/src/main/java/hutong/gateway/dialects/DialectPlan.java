package hutong.gateway.dialects;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which versions of one dialect are live from when, and which one runs as shadow.
 *
 * @param builtIn from when the one is live that the program brings along; null if there is none
 * @param entries in order of time; they count before the built-in one
 * @param shadow null for none; may have ended by going live, see {@link #shadow(Instant)}
 */
public record DialectPlan(String name, Entry builtIn, List<Entry> entries, Shadow shadow) {

  /** From this moment until the next entry. */
  public record Entry(String version, Instant from, Cause by) {}

  /** Read beside the live version, for comparison only. */
  public record Shadow(String version, Instant since) {}

  /** What became of a plan, maybe nothing. */
  public record Change(DialectPlan before, DialectPlan after) {
    public boolean none() {
      return before.equals(after);
    }

    /** The version that ran as shadow and does no longer; null if there is none. */
    public String shadowReplaced(Instant now) {
      Optional<Shadow> was = before.shadow(now);
      return was.equals(after.shadow(now)) ? null : was.map(Shadow::version).orElse(null);
    }
  }

  static DialectPlan none(String name) {
    return new DialectPlan(name, null, List.of(), null);
  }

  DialectPlan on(Entry builtInOne) {
    return new DialectPlan(name, builtInOne, entries, shadow);
  }

  /** Whether anything is known of this name but files. */
  boolean known() {
    return builtIn != null || !entries.isEmpty();
  }

  public Optional<Entry> live(Instant now) {
    return started(now).reduce((earlier, later) -> later);
  }

  /** The next one that goes live. */
  public Optional<Entry> planned(Instant now) {
    return all().filter(each -> each.from().isAfter(now)).findFirst();
  }

  public Optional<Shadow> shadow(Instant now) {
    return Optional.ofNullable(shadow).filter(each -> !wentLive(each, now));
  }

  private boolean wentLive(Shadow one, Instant now) {
    return live(now).filter(each -> each.version().equals(one.version())).isPresent()
        || started(now)
            .filter(each -> each.version().equals(one.version()))
            .anyMatch(each -> each.from().isAfter(one.since()));
  }

  /** Whether a version has its place in it, as live, planned or shadow. */
  boolean mentions(String version) {
    return all().anyMatch(each -> each.version().equals(version))
        || (shadow != null && shadow.version().equals(version));
  }

  /** Whether it is live, or was. */
  public boolean wasLive(String version, Instant now) {
    return started(now).anyMatch(each -> each.version().equals(version));
  }

  /**
   * The version that was live before the present one. Whoever went back does not meet again what
   * they went back from: going back twice leads back by two.
   */
  Optional<String> before(Instant now) {
    Deque<String> path = new ArrayDeque<>();
    started(now)
        .forEach(
            entry -> {
              if (entry.by() == Cause.BACK && !path.isEmpty()) {
                path.pop();
              }
              if (!entry.version().equals(path.peek())) {
                path.push(entry.version());
              }
            });
    return path.stream().skip(1).findFirst();
  }

  /** What was planned for that moment or later is not to be any more. */
  DialectPlan switched(String version, Instant from, Instant now) {
    List<Entry> kept = new ArrayList<>();
    for (Entry each : entries) {
      boolean past = !each.from().isAfter(now);
      if (past || (each.from().isBefore(from) && !each.version().equals(version))) {
        kept.add(each);
      }
    }
    DialectPlan rest = new DialectPlan(name, builtIn, List.copyOf(kept), shadow);
    boolean isThen = rest.live(from).filter(each -> each.version().equals(version)).isPresent();
    return isThen ? rest : rest.and(new Entry(version, from, Cause.SWITCH)).tidied(now);
  }

  DialectPlan back(String version, Instant now) {
    List<Entry> past = entries.stream().filter(each -> !each.from().isAfter(now)).toList();
    return new DialectPlan(name, builtIn, past, shadow)
        .and(new Entry(version, now, Cause.BACK))
        .tidied(now);
  }

  /** Live from a day that its own file names; what an operator said for that day counts more. */
  DialectPlan validFrom(String version, Instant from) {
    List<Entry> with = new ArrayList<>(entries);
    int at = 0;
    while (at < with.size() && goesBefore(with.get(at), from)) {
      at++;
    }
    with.add(at, new Entry(version, from, Cause.VALID_FROM));
    return new DialectPlan(name, builtIn, List.copyOf(with), shadow);
  }

  private static boolean goesBefore(Entry entry, Instant from) {
    return entry.from().isBefore(from)
        || (entry.from().equals(from) && entry.by() == Cause.VALID_FROM);
  }

  DialectPlan shadowed(Shadow by) {
    return new DialectPlan(name, builtIn, entries, by);
  }

  /** Without a shadow that has ended, so that going back does not revive it. */
  private DialectPlan tidied(Instant now) {
    return shadowed(shadow(now).orElse(null));
  }

  private DialectPlan and(Entry last) {
    return new DialectPlan(
        name, builtIn, Stream.concat(entries.stream(), Stream.of(last)).toList(), shadow);
  }

  private Stream<Entry> all() {
    boolean first =
        builtIn != null && (entries.isEmpty() || builtIn.from().isBefore(entries.get(0).from()));
    return Stream.concat(first ? Stream.of(builtIn) : Stream.empty(), entries.stream());
  }

  private Stream<Entry> started(Instant now) {
    return all().filter(each -> !each.from().isAfter(now));
  }
}
