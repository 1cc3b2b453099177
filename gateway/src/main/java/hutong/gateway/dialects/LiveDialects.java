package hutong.gateway.dialects;

import hutong.gateway.dialects.LoadedDialects.Loaded;
import hutong.schemas.dialects.Dialect;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Gives a running node the version of each dialect that is live now, and the one that runs as
 * shadow. One that can't be loaded leaves the last good one in use. Thread-safe.
 */
public final class LiveDialects {
  private final DialectSchedule schedule;
  private final DialectShelf shelf;
  private final Clock clock;
  private final LoadedDialects loaded;
  private final Map<String, Dialect> lastGood = new ConcurrentHashMap<>();

  public LiveDialects(DialectShelf shelf, DialectSchedule schedule, Clock clock) {
    this.shelf = shelf;
    this.schedule = schedule;
    this.clock = clock;
    this.loaded = new LoadedDialects(shelf, clock);
  }

  /** Costs one question to the file system; empty if no version is live, or none can be loaded. */
  public Optional<Dialect> live(String name) {
    Optional<DialectPlan.Entry> wanted = schedule.plan(name).live(clock.instant());
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    Loaded found = loaded.get(name, wanted.get().version());
    if (found.dialect() == null) {
      return Optional.ofNullable(lastGood.get(name));
    }
    lastGood.put(name, found.dialect());
    return Optional.of(found.dialect());
  }

  public Optional<Dialect> shadow(String name) {
    return schedule
        .plan(name)
        .shadow(clock.instant())
        .map(each -> loaded.get(name, each.version()).dialect());
  }

  /** Of all names, in order; looks also whether what is in use was changed by hand meanwhile. */
  public List<Standing> standings() throws IOException {
    List<Standing> all = new ArrayList<>();
    for (String name : schedule.names()) {
      all.add(standing(name));
    }
    return all;
  }

  private Standing standing(String name) {
    Instant now = clock.instant();
    DialectPlan plan = schedule.plan(name);
    Optional<DialectPlan.Entry> live = plan.live(now);
    Optional<DialectPlan.Entry> planned = plan.planned(now);
    Optional<DialectPlan.Shadow> shadow = plan.shadow(now);
    List<String> versions =
        Stream.of(
                live.map(DialectPlan.Entry::version),
                planned.map(DialectPlan.Entry::version),
                shadow.map(DialectPlan.Shadow::version))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    Optional<Dialect.Heading> heading =
        Stream.concat(live(name).stream(), versions.stream().map(each -> dialect(name, each)))
            .filter(Objects::nonNull)
            .map(Dialect::heading)
            .findFirst();
    return new Standing(
        name,
        heading.map(Dialect.Heading::zh).orElse(name),
        heading.map(Dialect.Heading::en).orElse(name),
        live.map(each -> new Standing.Part(each.version(), each.from())).orElse(null),
        planned.map(each -> new Standing.Part(each.version(), each.from())).orElse(null),
        shadow.map(each -> new Standing.Part(each.version(), each.since())).orElse(null),
        fault(name, versions));
  }

  private Dialect dialect(String name, String version) {
    return loaded.get(name, version).dialect();
  }

  private String fault(String name, List<String> versions) {
    List<String> faults = new ArrayList<>();
    for (String version : versions) {
      String fault = loaded.fault(name, version);
      if (fault != null) {
        Dialect used = lastGood.get(name);
        String stays = used == null ? "" : ", " + used.heading() + " is in use";
        faults.add("%s@%s can't be loaded%s: %s".formatted(name, version, stays, fault));
      }
    }
    Stream.ofNullable(shelf.builtInFault(name))
        .map(fault -> "The one that the program brings along can't be used: " + fault)
        .forEach(faults::add);
    Stream.ofNullable(schedule.fault()).forEach(faults::add);
    return faults.isEmpty() ? null : String.join("; ", faults);
  }
}
