package hutong.gateway.console;

import hutong.gateway.codes.CodeKind;
import hutong.gateway.console.RouteStandings.Standing;
import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the node stands towards all others, and what needs somebody now. */
final class OverviewScreen implements Screen {

  private static final Viewer OPERATOR = new Viewer.Operator();
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MOST_NEEDS = 3;
  private static final int MOST_ROUTES = 40;
  private static final int MOST = 100;

  private final ConsoleParts parts;
  private final Names names;
  private final Codes codes = new Codes();
  private final Fresh<Seen> seen;

  /**
   * What was seen, for everybody who looks.
   *
   * @param overdue answers that this node owes and has not given
   */
  private record Seen(Instant at, List<Standing> standings, int overdue, int quarantined) {}

  OverviewScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
    this.seen = new Fresh<>(FRESH, this::look);
  }

  @Override
  public void mount(Pages pages) {
    List<String> same = List.of("STATUS", "ALARMS");
    pages.get(Door.HOME, Right.LOOK, "overview", same, this::show);
  }

  private Seen look() {
    Instant now = parts.clock().instant();
    Clocks.Question owed = new Clocks.Question(AnswerClock.Flag.OVERDUE, false, null, null);
    return new Seen(
        now,
        RouteStandings.of(parts),
        parts.ledger().clocks().owed(OPERATOR, owed, Owed.Cursor.START, MOST, now).size(),
        parts.ledger().quarantined(MOST).size());
  }

  private Content show(Visit visit) {
    Texts texts = visit.texts();
    Seen now = seen.get();
    List<Standing> worst =
        now.standings().stream()
            .sorted(
                Comparator.comparing((Standing each) -> -each.grade(now.at()))
                    .thenComparing(
                        each -> each.there().oldest(),
                        Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(each -> each.there().node()))
            .toList();
    return Content.of(
        "overview",
        new OverviewPage(
            Ages.time(now.at()),
            needs(worst, now, texts),
            tiles(now, texts),
            worst.stream().limit(MOST_ROUTES).map(each -> route(each, now, texts)).toList(),
            Math.max(0, worst.size() - MOST_ROUTES)));
  }

  private List<OverviewPage.Need> needs(List<Standing> worst, Seen now, Texts texts) {
    List<OverviewPage.Need> needs = new ArrayList<>();
    for (Standing each : worst) {
      if (each.grade(now.at()) == 2 && needs.size() < MOST_NEEDS) {
        String text =
            texts.get(
                "stuck",
                "node",
                names.whole(each.there().node(), texts),
                "age",
                Ages.of(age(each.there().oldest(), now), texts),
                "cause",
                codes.means(CodeKind.WAIT, each.there().cause(), texts));
        needs.add(new OverviewPage.Need(text, "/console/routes/" + each.there().node()));
      }
    }
    if (now.overdue() > 0) {
      String text = texts.get("overdue", "count", counted(now.overdue()));
      needs.add(new OverviewPage.Need(text, "/console/deadlines?flag=OVERDUE&direction=IN"));
    }
    if (now.quarantined() > 0) {
      String text = texts.get("quarantined", "count", counted(now.quarantined()));
      needs.add(new OverviewPage.Need(text, "/console/quarantine"));
    }
    long parked = now.standings().stream().mapToLong(Standing::parked).sum();
    if (parked > 0) {
      String text = texts.get("parked", "count", Long.toString(parked));
      needs.add(new OverviewPage.Need(text, "/console/records?direction=in&state=PARKED"));
    }
    return needs.stream().limit(MOST_NEEDS).toList();
  }

  private static String counted(int count) {
    return count >= MOST ? MOST + "+" : Integer.toString(count);
  }

  private static Duration age(Instant since, Seen now) {
    return since == null ? null : Duration.between(since, now.at());
  }

  private List<OverviewPage.Tile> tiles(Seen now, Texts texts) {
    Map<String, Standing> byNode = new HashMap<>();
    now.standings().forEach(each -> byNode.put(each.there().node(), each));
    List<OverviewPage.Tile> tiles = new ArrayList<>();
    Tiles.all().forEach((node, tile) -> tiles.add(tile(node, tile, byNode.get(node), now, texts)));
    return tiles;
  }

  private OverviewPage.Tile tile(
      String node, Tiles.Tile tile, Standing standing, Seen now, Texts texts) {
    boolean own = node.equals(parts.node());
    String place = "row" + tile.row() + " column" + tile.column();
    String name = texts.language().equals("zh") ? tile.zh() : tile.en();
    if (standing == null) {
      return new OverviewPage.Tile(
          null, name, place, own, own ? "own" : "none", null, null, null, null);
    }
    return new OverviewPage.Tile(
        node,
        name,
        place,
        own,
        mark(standing, now),
        waiting(standing.there()),
        Ages.brief(age(standing.there().oldest(), now), texts),
        Long.toString(standing.here()),
        Ages.brief(age(standing.oldestHere(), now), texts));
  }

  private static String mark(Standing standing, Seen now) {
    Destination.State state = standing.there().state();
    if (state == Destination.State.PAUSED || state == Destination.State.PLANNED_OUTAGE) {
      return "paused";
    }
    return switch (standing.grade(now.at())) {
      case 2 -> "stuck";
      case 1 -> "late";
      default -> state != Destination.State.PUT_OFF ? "calm" : waits(standing) ? "late" : "away";
    };
  }

  private static boolean waits(Standing standing) {
    return standing.there().waiting() > 0;
  }

  private static String waiting(Destination there) {
    return there.waiting() + (there.moreWaiting() ? "+" : "");
  }

  private OverviewPage.Route route(Standing each, Seen now, Texts texts) {
    Destination there = each.there();
    return new OverviewPage.Route(
        there.node(),
        names.of(there.node(), texts),
        there.state().name(),
        waiting(there),
        Ages.of(age(there.oldest(), now), texts),
        Ages.time(there.nextAttempt()),
        codes.means(CodeKind.WAIT, there.cause(), texts),
        Long.toString(each.here()),
        Ages.of(age(each.oldestHere(), now), texts),
        each.grade(now.at()));
  }
}
