package hutong.gateway.dialects;

import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFaults;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Decides which version of each dialect is live from when, and which one runs as shadow. Days begin
 * in China. Thread-safe, and several processes may hold the same one.
 */
public final class DialectSchedule {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final DialectShelf shelf;
  private final ScheduleFile file;
  private final Clock clock;

  /**
   * Reads it at once.
   *
   * @throws IOException if the present schedule can't be read: nobody knows then what is live
   */
  public DialectSchedule(DialectShelf shelf, Clock clock) throws IOException {
    this.shelf = shelf;
    this.file = new ScheduleFile(shelf.folder().schedule());
    this.clock = clock;
  }

  public DialectPlan plan(String name) {
    return withBuiltIn(file.plans().getOrDefault(name, DialectPlan.none(name)));
  }

  /** All names of which there is a version or a plan. */
  public SortedSet<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<>(shelf.names());
    names.addAll(file.plans().keySet());
    return names;
  }

  /** Why the last good reading of the schedule stands; null if it is the present one. */
  public String fault() {
    return file.fault();
  }

  /**
   * Begins with what was taken: one of a new name is live from its day, a new version runs as
   * shadow and goes live on its day if that is still to come. What was here already stays as it is.
   */
  public DialectPlan.Change add(DialectShelf.Taken taken) throws IOException {
    Dialect.Heading heading = taken.dialect().heading();
    Instant from = start(heading.validFrom());
    Instant now = clock.instant();
    return edit(
        heading.name(),
        plan -> {
          if (!plan.known()) {
            return plan.validFrom(heading.version(), from);
          }
          if (!taken.isNew() || plan.mentions(heading.version())) {
            return plan;
          }
          DialectPlan next = from.isAfter(now) ? plan.validFrom(heading.version(), from) : plan;
          return next.shadowed(new DialectPlan.Shadow(heading.version(), now));
        });
  }

  /**
   * Has a version live from the beginning of a day, or from now if that has begun. What was planned
   * for later is not to be any more.
   */
  public DialectPlan.Change switchTo(String name, String version, LocalDate on)
      throws IOException, DialectFaults {
    shelf.load(name, version);
    Instant now = clock.instant();
    Instant day = start(on);
    Instant from = day.isAfter(now) ? day : now;
    return edit(name, plan -> plan.switched(version, from, now));
  }

  /**
   * Has the version live again that was live before the present one; where there was none, what is
   * planned is dropped.
   *
   * @throws DialectRefused if there was none, or it can't be used
   */
  public DialectPlan.Change back(String name) throws IOException {
    Instant now = clock.instant();
    return edit(
        name,
        plan -> {
          if (plan.before(now).isEmpty()
              && plan.planned(now).isPresent()
              && plan.live(now).isPresent()) {
            return plan.switched(plan.live(now).get().version(), now, now);
          }
          String version =
              plan.before(now)
                  .orElseThrow(
                      () -> new DialectRefused("No version of %s was live before".formatted(name)));
          try {
            shelf.load(name, version);
          } catch (DialectFaults faults) {
            throw new DialectRefused(
                "%s@%s was live before, but is at fault: %s"
                    .formatted(name, version, faults.getMessage()));
          }
          return plan.back(version, now);
        });
  }

  /** Has a version read beside the live one from now on, in place of any other. */
  public DialectPlan.Change startShadow(String name, String version)
      throws IOException, DialectFaults {
    shelf.load(name, version);
    Instant now = clock.instant();
    return edit(
        name,
        plan -> {
          if (plan.live(now).filter(each -> each.version().equals(version)).isPresent()) {
            throw new DialectRefused("%s@%s is live already".formatted(name, version));
          }
          boolean runs =
              plan.shadow(now).filter(each -> each.version().equals(version)).isPresent();
          return runs ? plan : plan.shadowed(new DialectPlan.Shadow(version, now));
        });
  }

  public DialectPlan.Change endShadow(String name) throws IOException {
    return edit(name, plan -> plan.shadowed(null));
  }

  private DialectPlan.Change edit(String name, ScheduleFile.Step step) throws IOException {
    DialectPlan.Change change = file.edit(name, plan -> step.from(withBuiltIn(plan)).on(null));
    return new DialectPlan.Change(withBuiltIn(change.before()), withBuiltIn(change.after()));
  }

  private DialectPlan withBuiltIn(DialectPlan plan) {
    return plan.on(
        shelf
            .builtIn(plan.name())
            .map(Dialect::heading)
            .map(
                heading ->
                    new DialectPlan.Entry(
                        heading.version(), start(heading.validFrom()), Cause.VALID_FROM))
            .orElse(null));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(CHINA).toInstant();
  }
}
