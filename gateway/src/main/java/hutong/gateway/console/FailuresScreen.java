package hutong.gateway.console;

import hutong.gateway.codes.CodeKind;
import hutong.routes.ledger.BulkOperations.Kind;
import hutong.routes.ledger.FailureGroup;
import hutong.routes.ledger.RecordFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What fails, grouped by cause: what it means, how it goes, and a way to try it again. */
final class FailuresScreen implements Screen {

  static final String PATH = "/console/failures";

  private static final int MOST = 100;
  private static final int STEP = 10;
  private static final int HEIGHT = 32;
  private static final int LEAST = 3;

  private final ConsoleParts parts;
  private final Names names;
  private final Codes codes = new Codes();

  FailuresScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
  }

  @Override
  public void mount(Pages pages) {
    pages.get(PATH, Right.LOOK, "failures", List.of("FAILURES"), this::show);
  }

  private Content show(Visit visit) {
    Instant now = parts.clock().instant();
    List<FailureGroup> found =
        parts.ledger().records().failures(FailureGroup.Question.ALL, MOST, now);
    List<FailuresPage.Group> groups =
        found.stream().map(each -> group(each, visit.texts())).toList();
    return Content.of("failures", new FailuresPage(groups));
  }

  private FailuresPage.Group group(FailureGroup group, Texts texts) {
    boolean quarantined = group.state().equals(FailureGroup.QUARANTINED);
    RecordFilter filter = filter(group);
    boolean retries = group.open() > 0 && !quarantined && OperationPlans.fits(Kind.RETRY, filter);
    List<String> place = new ArrayList<>();
    place.add(
        group.node() == null ? texts.get("failures.anyNode") : names.whole(group.node(), texts));
    if (group.type() != null) {
      place.add(group.type());
    }
    return new FailuresPage.Group(
        codes.means(kind(group), group.code(), texts),
        codes.todo(kind(group), group.code(), texts),
        group.code(),
        quarantined ? "" : group.state(),
        texts.get("state." + group.state()),
        group.outbound() ? "→" : "←",
        String.join(" · ", place),
        group.pointer(),
        OperationsScreen.counted(group.times()),
        OperationsScreen.counted(group.open()),
        group.open() > 0,
        Ages.time(group.first()),
        Ages.time(group.last()),
        trend(group.hours()),
        trendText(group.hours(), texts),
        quarantined ? "/console/quarantine" : RecordQuery.of(filter).address(),
        retries ? fields(filter) : List.of());
  }

  private CodeKind kind(FailureGroup group) {
    CodeKind kind =
        switch (group.state()) {
          case FailureGroup.QUARANTINED -> CodeKind.QUARANTINE;
          case "REJECTED" -> CodeKind.REFUSAL;
          default -> CodeKind.WAIT;
        };
    return codes.book().page(group.code()).containsKey(kind) ? kind : CodeKind.STATE;
  }

  /** The records of a group; whatever the field. */
  private static RecordFilter filter(FailureGroup group) {
    return new RecordFilter(
        group.outbound(),
        Set.of(group.state()),
        group.node(),
        group.type(),
        null,
        group.code().equals(group.state()) ? null : group.code(),
        null,
        null);
  }

  private static List<RecordsPage.Field> fields(RecordFilter filter) {
    return RecordQuery.of(filter).pairs().stream()
        .map(each -> new RecordsPage.Field(each[0], each[1]))
        .toList();
  }

  private static List<FailuresPage.Bar> trend(List<Long> hours) {
    long most = Math.max(1, hours.stream().mapToLong(Long::longValue).max().orElse(1));
    List<FailuresPage.Bar> bars = new ArrayList<>();
    for (int i = 0; i < hours.size(); i++) {
      if (hours.get(i) > 0) {
        int height = (int) Math.max(LEAST, hours.get(i) * HEIGHT / most);
        bars.add(new FailuresPage.Bar(i * STEP, HEIGHT - height, height));
      }
    }
    return bars;
  }

  private static String trendText(List<Long> hours, Texts texts) {
    return texts.get(
        "failures.trend",
        "sum",
        OperationsScreen.counted(hours.stream().mapToLong(Long::longValue).sum()),
        "most",
        OperationsScreen.counted(hours.stream().mapToLong(Long::longValue).max().orElse(0)),
        "last",
        OperationsScreen.counted(hours.isEmpty() ? 0 : hours.get(hours.size() - 1)));
  }
}
