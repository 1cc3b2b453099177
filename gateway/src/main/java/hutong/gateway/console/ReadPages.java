package hutong.gateway.console;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.gateway.codes.CodeBook;
import hutong.gateway.codes.CodeKind;
import hutong.gateway.codes.Explanation;
import hutong.gateway.http.ApiCode;
import hutong.gateway.why.Reason;
import hutong.gateway.why.WhyBook;
import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Viewer;
import hutong.routes.ledger.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Asks the ledger for what a page shows; every question reads a bounded part of an index. */
final class ReadPages {

  private static final Viewer OPERATOR = new Viewer.Operator();
  private static final Duration LATE = Duration.ofMinutes(5);
  private static final Duration STUCK = Duration.ofMinutes(15);
  private static final int MOST_NEEDS = 3;
  private static final int MOST = 100;
  private static final int WHOLE = 1_000;

  private final ConsoleParts parts;
  private final CodeBook codes = new CodeBook(ApiCode.explanations());
  private final WhyBook whys = new WhyBook(codes);

  ReadPages(ConsoleParts parts) {
    this.parts = parts;
  }

  OverviewPage overview(Texts texts) {
    Instant now = parts.clock().instant();
    Directory directory = parts.directory().get();
    Map<String, Destination> standings = new TreeMap<>();
    directory.members().stream()
        .map(Member::id)
        .filter(id -> !id.equals(parts.node()))
        .forEach(id -> standings.put(id, Destination.quiet(id)));
    parts.ledger().standings().forEach(each -> standings.put(each.node(), each));
    List<Destination> all =
        standings.values().stream()
            .sorted(
                Comparator.comparing(
                    Destination::oldest, Comparator.nullsLast(Comparator.naturalOrder())))
            .toList();
    List<String> needs = new ArrayList<>();
    List<OverviewPage.Route> routes = new ArrayList<>();
    for (Destination each : all) {
      OverviewPage.Route route = route(each, directory, now, texts);
      routes.add(route);
      if (route.grade() == 2) {
        needs.add(
            texts.get(
                "stuck",
                "node",
                route.node() + " " + route.name(),
                "age",
                route.oldest(),
                "cause",
                route.cause()));
      }
    }
    int overdue = overdue(now);
    if (overdue > 0) {
      needs.add(texts.get("overdue", "count", counted(overdue, MOST)));
    }
    int quarantined = parts.ledger().quarantined(MOST).size();
    if (quarantined > 0) {
      needs.add(texts.get("quarantine", "count", counted(quarantined, MOST)));
    }
    return new OverviewPage(needs.stream().limit(MOST_NEEDS).toList(), routes);
  }

  private static String counted(int count, int most) {
    return count >= most ? most + "+" : Integer.toString(count);
  }

  private int overdue(Instant now) {
    Clocks.Question question = new Clocks.Question(AnswerClock.Flag.OVERDUE, false, null, null);
    return parts.ledger().clocks().owed(OPERATOR, question, Owed.Cursor.START, MOST, now).size();
  }

  private OverviewPage.Route route(
      Destination each, Directory directory, Instant now, Texts texts) {
    Duration age = each.oldest() == null ? null : Duration.between(each.oldest(), now);
    boolean meant =
        each.state() == Destination.State.PAUSED
            || each.state() == Destination.State.PLANNED_OUTAGE;
    int grade = 0;
    if (age != null && !meant) {
      grade = age.compareTo(STUCK) > 0 ? 2 : age.compareTo(LATE) > 0 ? 1 : 0;
    }
    return new OverviewPage.Route(
        each.node(),
        directory.member(each.node()).map(member -> name(member, texts)).orElse(""),
        each.state().name(),
        each.waiting() + (each.moreWaiting() ? "+" : ""),
        Ages.of(age, texts),
        Ages.time(each.nextAttempt()),
        cause(each.cause(), texts),
        grade);
  }

  private String cause(String code, Texts texts) {
    Explanation page = code == null ? null : codes.page(code).get(CodeKind.WAIT);
    return page == null ? (code == null ? "" : code) : page.in(texts.language()).means();
  }

  private static String name(Member member, Texts texts) {
    return texts.language().equals("zh") ? member.nameZh() : member.nameEn();
  }

  /** How a node is called, by its id. */
  String node(String id, Texts texts) {
    return parts
        .directory()
        .get()
        .member(id)
        .map(member -> id + " " + name(member, texts))
        .orElse(id);
  }

  FoundPage found(UUID id, String sourceSystem, String sourceKey, String typed, Texts texts) {
    List<TransferView> found = new ArrayList<>();
    if (id != null) {
      parts.ledger().find(id, OPERATOR).ifPresent(found::add);
    } else if (!sourceSystem.isEmpty() && !sourceKey.isEmpty()) {
      byte[] index = parts.sourceIndex().apply(sourceSystem, sourceKey);
      found.addAll(parts.ledger().findBySource(index, OPERATOR));
    }
    boolean asked = !typed.isEmpty() || !sourceKey.isEmpty();
    List<FoundPage.Hit> hits = found.stream().limit(MOST).map(each -> hit(each, texts)).toList();
    return new FoundPage(asked, typed, sourceSystem, sourceKey, hits);
  }

  private FoundPage.Hit hit(TransferView view, Texts texts) {
    TransferFacts facts = view.facts();
    String other = view.outbound() ? facts.to() : facts.from();
    return new FoundPage.Hit(
        facts.id().toString(),
        facts.type(),
        view.state(),
        other == null ? "?" : node(other, texts),
        Ages.time(facts.created()));
  }

  Optional<RecordPage> record(UUID id, Texts texts) {
    Optional<Why> found = parts.ledger().why(id, OPERATOR);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Reason reason = whys.say(found.get(), node -> node(node, texts), texts.language());
    TransferView view = found.get().view();
    TransferFacts facts = view.facts();
    List<RecordPage.Fact> told = new ArrayList<>();
    told.add(new RecordPage.Fact(texts.get("state"), view.state()));
    told.add(new RecordPage.Fact(texts.get("type"), facts.type()));
    told.add(new RecordPage.Fact(texts.get("from"), node(facts.from(), texts)));
    told.add(
        new RecordPage.Fact(texts.get("to"), facts.to() == null ? "?" : node(facts.to(), texts)));
    told.add(new RecordPage.Fact(texts.get("system"), view.system() == null ? "–" : view.system()));
    told.add(new RecordPage.Fact(texts.get("created"), Ages.time(facts.created())));
    told.add(new RecordPage.Fact(texts.get("expires"), Ages.time(facts.expires())));
    boolean stuck =
        view.outbound()
            && List.of("WAITING_RETRY", "SET_ASIDE", "SENT", "SUBMITTED").contains(view.state());
    return Optional.of(
        new RecordPage(
            id.toString(),
            view.state(),
            reason.sentence(),
            reason.todo(),
            reason.code(),
            told,
            events(parts.ledger().timeline(id, OPERATOR), texts),
            stuck));
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
}
