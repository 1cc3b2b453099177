package hutong.gateway.console;

import hutong.gateway.why.Reason;
import hutong.gateway.why.WhyBook;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Viewer;
import hutong.routes.ledger.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One record: why it stands where it does, what has happened to it, and what can be done. */
final class RecordScreen implements Screen {

  private static final int WHOLE = 1_000;

  private final ConsoleParts parts;
  private final Names names;
  private final WhyBook whys = new WhyBook(new Codes().book());

  RecordScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
  }

  @Override
  public void mount(Pages pages) {
    pages.get(
        "/console/records/:id",
        Right.DESK,
        "records",
        List.of("FIND", "WHY", "TIMELINE", "RECEIPT"),
        this::show);
    pages.post("/console/records/:id/retry", Right.OPERATE, List.of("RETRY"), this::retry);
  }

  private Content show(Visit visit) {
    UUID id = visit.id("id");
    Viewer viewer = visit.account().viewer();
    Optional<Why> found = id == null ? Optional.empty() : parts.ledger().why(id, viewer);
    if (found.isEmpty()) {
      return Content.NOTHING;
    }
    Texts texts = visit.texts();
    Reason reason = whys.say(found.get(), node -> names.whole(node, texts), texts.language());
    TransferView view = found.get().view();
    boolean stuck =
        view.outbound()
            && List.of("WAITING_RETRY", "SET_ASIDE", "SENT", "SUBMITTED").contains(view.state());
    return Content.of(
        "record",
        new RecordPage(
            id.toString(),
            view.state(),
            reason.sentence(),
            reason.todo(),
            reason.code(),
            facts(view, texts),
            events(parts.ledger().timeline(id, viewer), texts),
            stuck));
  }

  private List<RecordPage.Fact> facts(TransferView view, Texts texts) {
    TransferFacts facts = view.facts();
    return List.of(
        new RecordPage.Fact(texts.get("state"), texts.get("state." + view.state())),
        new RecordPage.Fact(texts.get("type"), facts.type()),
        new RecordPage.Fact(texts.get("from"), names.whole(facts.from(), texts)),
        new RecordPage.Fact(texts.get("to"), names.whole(facts.to(), texts)),
        new RecordPage.Fact(texts.get("system"), view.system() == null ? "–" : view.system()),
        new RecordPage.Fact(texts.get("created"), Ages.time(facts.created())),
        new RecordPage.Fact(texts.get("expires"), Ages.time(facts.expires())));
  }

  private static List<RecordPage.Event> events(List<TimelineEntry> timeline, Texts texts) {
    List<RecordPage.Event> events = new ArrayList<>();
    long whole = 1;
    if (!timeline.isEmpty()) {
      Instant first = timeline.get(0).at();
      Instant last = timeline.get(timeline.size() - 1).at();
      whole = Math.max(1, Duration.between(first, last).toMillis());
    }
    Instant before = null;
    for (TimelineEntry each : timeline) {
      Duration waited = before == null ? Duration.ZERO : Duration.between(before, each.at());
      long share = Math.max(0, waited.toMillis()) * WHOLE / whole;
      events.add(
          new RecordPage.Event(
              Ages.time(each.at()),
              each.what(),
              each.detail(),
              (int) Math.min(WHOLE, share),
              before == null ? "" : Ages.of(waited, texts)));
      before = each.at();
    }
    return events;
  }

  private String retry(Visit visit) {
    UUID id = visit.id("id");
    if (id == null) {
      return Said.NOT_SOUND.at(Door.HOME);
    }
    Intervened done = parts.ledger().retry(id, parts.clock().instant());
    parts.bells().ringOutboxes();
    return said(done).at("/console/records/" + id);
  }

  private static Said said(Intervened done) {
    return switch (done) {
      case DONE -> Said.DONE;
      case ALREADY -> Said.ALREADY;
      case UNKNOWN -> Said.UNKNOWN;
      case TOO_LATE, EXPIRED, SEVERAL, SIGNED, NOT_A_CANDIDATE -> Said.TOO_LATE;
    };
  }
}
