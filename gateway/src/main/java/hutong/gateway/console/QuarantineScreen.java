package hutong.gateway.console;

import hutong.gateway.codes.CodeKind;
import hutong.routes.ledger.InQuarantine;
import hutong.routes.ledger.Proposals;
import java.util.List;
import java.util.Locale;

/** What could not be verified: nobody was answered, and two people may have it looked at again. */
final class QuarantineScreen implements Screen {

  private static final int ROWS = 100;
  private static final int BRIEF = 12;

  private final ConsoleParts parts;
  private final Names names;
  private final Codes codes = new Codes();

  QuarantineScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
  }

  @Override
  public void mount(Pages pages) {
    pages.get("/console/quarantine", Right.LOOK, "quarantine", List.of("QUARANTINE"), this::show);
  }

  private Content show(Visit visit) {
    Texts texts = visit.texts();
    List<InQuarantine> found = parts.ledger().quarantined(ROWS + 1);
    int open = parts.ledger().proposals().list(Proposals.State.OPEN, null, ROWS).size();
    return Content.of(
        "quarantine",
        new QuarantinePage(
            found.stream().limit(ROWS).map(each -> envelope(each, texts)).toList(),
            open == 0 ? "" : texts.get("quarantine.open", "count", Integer.toString(open)),
            found.size() > ROWS));
  }

  private QuarantinePage.Envelope envelope(InQuarantine each, Texts texts) {
    return new QuarantinePage.Envelope(
        Ages.time(each.at()),
        codes.means(CodeKind.QUARANTINE, each.fault(), texts),
        each.fault(),
        each.from() == null ? texts.get("quarantine.unknown") : names.whole(each.from(), texts),
        texts.get("quarantine.form." + each.form()),
        String.format(Locale.ROOT, "%,d", each.bytes()),
        each.digest(),
        each.digest().substring(0, BRIEF),
        each.form().releasable());
  }
}
