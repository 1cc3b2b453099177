package hutong.gateway.cli;

import hutong.gateway.systems.Limits;
import hutong.gateway.systems.Registration;
import hutong.gateway.systems.SystemsFile;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say how much a system or an operator may ask of a node. */
final class LimitOptions {

  @Option(names = "--rate", description = "calls a second; 0: as is usual")
  private Integer rate;

  @Option(names = "--burst", description = "calls at once after a silence; 0: as is usual")
  private Integer burst;

  @Option(names = "--records", description = "records a second, however they come; 0: as is usual")
  private Integer records;

  @Option(
      names = "--backlog",
      description = "records that no receipt has come for yet; 0: as is usual")
  private Integer backlog;

  boolean given() {
    return Stream.of(this.rate, this.burst, this.records, this.backlog)
        .anyMatch(each -> each != null);
  }

  /** Changes those that were given. */
  void set(SystemsFile file, String name) {
    Limits was =
        file.list().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .map(Registration::limits)
            .orElse(Limits.USUAL);
    file.limit(
        name,
        new Limits(
            chosen(rate, was.rate()),
            chosen(burst, was.burst()),
            chosen(records, was.records()),
            chosen(backlog, was.backlog())));
  }

  private static Integer chosen(Integer given, Integer before) {
    if (given == null) {
      return before;
    }
    return given == 0 ? null : given;
  }

  String told(SystemsFile file, String name) {
    return file.list().stream()
        .filter(each -> each.name().equals(name))
        .map(Registration::limits)
        .map(
            each ->
                "calls %s/s, at once %s, records %s/s, under way %s"
                    .formatted(
                        usual(each.rate()),
                        usual(each.burst()),
                        usual(each.records()),
                        usual(each.backlog())))
        .findFirst()
        .orElse("");
  }

  private static String usual(Integer limit) {
    return limit == null ? "as usual" : limit.toString();
  }
}
