package hutong.gateway.console;

import hutong.gateway.dialects.ShadowReport;
import hutong.gateway.dialects.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which version of each dialect is in use, and what the next one does differently. Versions are
 * switched by the command line, which has the files at hand.
 */
final class DialectsScreen implements Screen {

  private static final int THOUSAND = 1_000;

  private final ConsoleParts parts;

  DialectsScreen(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void mount(Pages pages) {
    pages.get("/console/dialects", Right.LOOK, "dialects", List.of("DIALECTS"), this::show);
  }

  private Content show(Visit visit) {
    Texts texts = visit.texts();
    List<DialectsPage.Row> rows = new ArrayList<>();
    List<DialectsPage.Shadow> shadows = new ArrayList<>();
    for (Standing each : parts.dialects().all()) {
      rows.add(
          new DialectsPage.Row(
              each.name(),
              texts.language().equals("zh") ? each.zh() : each.en(),
              version(each.live()),
              version(each.planned()),
              version(each.shadow()),
              each.fault() == null ? "" : each.fault()));
      Optional<ShadowReport> report = parts.dialects().compared(each.name());
      if (each.shadow() != null && report.isPresent()) {
        shadows.add(shadow(each, report.get(), texts));
      }
    }
    return Content.of("dialects", new DialectsPage(rows, shadows));
  }

  private static DialectsPage.Version version(Standing.Part part) {
    return part == null ? null : new DialectsPage.Version(part.version(), Ages.minute(part.from()));
  }

  private static DialectsPage.Shadow shadow(Standing of, ShadowReport report, Texts texts) {
    return new DialectsPage.Shadow(
        of.name(),
        of.shadow().version(),
        Long.toString(report.compared()),
        Long.toString(report.differing()),
        share(report.differing(), report.compared()),
        report.lines().stream()
            .map(
                each ->
                    new DialectsPage.Line(
                        texts.get("dialects.direction." + each.direction()),
                        each.field(),
                        texts.get("dialects.kind." + each.kind()),
                        Long.toString(each.count()),
                        share(each.count(), report.compared()),
                        Ages.minute(each.last())))
            .toList(),
        report.others());
  }

  private static int share(long count, long of) {
    return of == 0 ? 0 : (int) Math.min(THOUSAND, count * THOUSAND / of);
  }
}
