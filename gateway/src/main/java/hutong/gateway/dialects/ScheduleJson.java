package hutong.gateway.dialects;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schedule as a file: which version of which dialect is live from when. */
final class ScheduleJson {
  private static final int VERSION = 1;

  private record Entry(String version, String from, String by) {}

  private record Shadow(String version, String since) {}

  private record Plan(
      String name, List<Entry> entries, @JsonInclude(JsonInclude.Include.NON_NULL) Shadow shadow) {}

  private record Schedule(int version, List<Plan> dialects) {}

  private final Json json = new Json();

  byte[] write(Collection<DialectPlan> plans) throws IOException {
    return json.write(new Schedule(VERSION, plans.stream().map(ScheduleJson::written).toList()));
  }

  private static Plan written(DialectPlan plan) {
    return new Plan(
        plan.name(),
        plan.entries().stream()
            .map(each -> new Entry(each.version(), each.from().toString(), each.by().word()))
            .toList(),
        plan.shadow() == null
            ? null
            : new Shadow(plan.shadow().version(), plan.shadow().since().toString()));
  }

  Map<String, DialectPlan> read(byte[] bytes) throws IOException {
    Schedule schedule = json.read(bytes, Schedule.class);
    if (schedule.version() != VERSION) {
      throw new IOException("not a schedule of version " + VERSION);
    }
    try {
      Map<String, DialectPlan> plans = new TreeMap<>();
      schedule.dialects().forEach(each -> plans.put(each.name(), read(each)));
      return plans;
    } catch (DateTimeException | IllegalArgumentException | NullPointerException wrong) {
      throw new IOException("something is missing, or a moment or a cause in it is none", wrong);
    }
  }

  private static DialectPlan read(Plan plan) {
    List<DialectPlan.Entry> entries =
        plan.entries().stream()
            .map(
                each ->
                    new DialectPlan.Entry(
                        each.version(), Instant.parse(each.from()), Cause.of(each.by())))
            .toList();
    DialectPlan.Shadow shadow =
        plan.shadow() == null
            ? null
            : new DialectPlan.Shadow(plan.shadow().version(), Instant.parse(plan.shadow().since()));
    return new DialectPlan(plan.name(), null, entries, shadow);
  }
}
