package hutong.gateway.console;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.gateway.codes.CodeKind;
import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How the node stands towards all others, and what needs somebody now. */
final class OverviewScreen implements Screen {

  private static final Viewer OPERATOR = new Viewer.Operator();
  private static final Duration LATE = Duration.ofMinutes(5);
  private static final Duration STUCK = Duration.ofMinutes(15);
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z_]{1,39}");
  private static final int MOST_NEEDS = 3;
  private static final int MOST = 100;

  private final ConsoleParts parts;
  private final Names names;
  private final Codes codes = new Codes();

  OverviewScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
  }

  @Override
  public void mount(Pages pages) {
    pages.get(Door.HOME, Right.LOOK, "overview", List.of("STATUS"), this::show);
    pages.post("/console/routes/:node/pause", Right.OPERATE, List.of("PAUSE"), this::pause);
    pages.post("/console/routes/:node/resume", Right.OPERATE, List.of("RESUME"), this::resume);
  }

  private Content show(Visit visit) {
    Texts texts = visit.texts();
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
      OverviewPage.Route route = route(each, now, texts);
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
      needs.add(texts.get("overdue", "count", counted(overdue)));
    }
    int quarantined = parts.ledger().quarantined(MOST).size();
    if (quarantined > 0) {
      needs.add(texts.get("quarantined", "count", counted(quarantined)));
    }
    return Content.of(
        "overview", new OverviewPage(needs.stream().limit(MOST_NEEDS).toList(), routes));
  }

  private static String counted(int count) {
    return count >= MOST ? MOST + "+" : Integer.toString(count);
  }

  private int overdue(Instant now) {
    Clocks.Question question = new Clocks.Question(AnswerClock.Flag.OVERDUE, false, null, null);
    return parts.ledger().clocks().owed(OPERATOR, question, Owed.Cursor.START, MOST, now).size();
  }

  private OverviewPage.Route route(Destination each, Instant now, Texts texts) {
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
        names.of(each.node(), texts),
        each.state().name(),
        each.waiting() + (each.moreWaiting() ? "+" : ""),
        Ages.of(age, texts),
        Ages.time(each.nextAttempt()),
        codes.means(CodeKind.WAIT, each.cause(), texts),
        grade);
  }

  private String pause(Visit visit) {
    String node = visit.node("node");
    String reason = visit.field("reason");
    boolean sound =
        node != null
            && REASON.matcher(reason).matches()
            && parts.directory().get().member(node).isPresent();
    if (!sound) {
      return Said.NOT_SOUND.at(Door.HOME);
    }
    boolean done = parts.ledger().pause(node, reason, parts.clock().instant());
    return (done ? Said.DONE : Said.ALREADY).at(Door.HOME);
  }

  private String resume(Visit visit) {
    String node = visit.node("node");
    if (node == null) {
      return Said.NOT_SOUND.at(Door.HOME);
    }
    boolean done = parts.ledger().resume(node, parts.clock().instant());
    parts.bells().outbox(node).ring();
    return (done ? Said.DONE : Said.ALREADY).at(Door.HOME);
  }
}
