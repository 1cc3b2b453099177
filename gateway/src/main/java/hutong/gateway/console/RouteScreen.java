package hutong.gateway.console;

import hutong.gateway.codes.CodeKind;
import hutong.gateway.watch.Drain;
import hutong.gateway.watch.RouteHistory;
import hutong.gateway.watch.RouteHistory.Sample;
import hutong.routes.ledger.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** One route: what waits and since when, when it will have gone, and how it went of late. */
final class RouteScreen implements Screen {

  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z_]{1,39}");
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofSeconds(30);

  private static final Plot.When<Sample> WHEN =
      new Plot.When<>() {
        @Override
        public Instant at(Sample sample) {
          return sample.at();
        }

        @Override
        public boolean stands(Sample sample) {
          return sample.state() != Destination.State.UP
              && sample.state() != Destination.State.DRAINING;
        }
      };

  private final ConsoleParts parts;
  private final Names names;
  private final Codes codes = new Codes();
  private final Fresh<List<Destination>> standings;

  /** Of nodes that are known, so there are no more than of those. */
  private final Map<String, Fresh<Latency>> latencies;

  RouteScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
    this.standings = new Fresh<>(FRESH, parts.ledger()::standings);
    this.latencies = new ConcurrentHashMap<>();
  }

  @Override
  public void mount(Pages pages) {
    pages.get("/console/routes/:node", Right.LOOK, "overview", List.of("STATUS"), this::show);
    pages.post("/console/routes/:node/pause", Right.OPERATE, List.of("PAUSE"), this::pause);
    pages.post("/console/routes/:node/resume", Right.OPERATE, List.of("RESUME"), this::resume);
  }

  private Content show(Visit visit) {
    String node = visit.node("node");
    boolean known =
        node != null
            && !node.equals(parts.node())
            && (parts.directory().get().member(node).isPresent() || find(node) != null);
    if (!known) {
      return Content.NOTHING;
    }
    Texts texts = visit.texts();
    Destination found = find(node);
    Destination now = found == null ? Destination.quiet(node) : found;
    Instant at = parts.clock().instant();
    List<Sample> samples = parts.routes().of(node);
    RoutePage page =
        new RoutePage(
            node,
            now.state().name(),
            drain(Drain.of(now, samples, at), at, texts),
            now.cause() == null ? "" : codes.means(CodeKind.WAIT, now.cause(), texts),
            facts(now, at, texts),
            Plot.of(
                samples,
                WHEN,
                List.of(new Plot.Shown<>(texts.get("waiting"), "first", Sample::waiting)),
                texts),
            Plot.of(
                samples,
                WHEN,
                List.of(
                    new Plot.Shown<>(
                        texts.get("route.sent"), "first", each -> perMinute(each.sent())),
                    new Plot.Shown<>(
                        texts.get("route.received"), "second", each -> perMinute(each.received()))),
                texts),
            counts(node, at, texts));
    return new Content("route", page, names.whole(node, texts));
  }

  private static double perMinute(long count) {
    return count * 60.0 / RouteHistory.EVERY_SECONDS;
  }

  private Destination find(String node) {
    return standings.get().stream()
        .filter(each -> each.node().equals(node))
        .findFirst()
        .orElse(null);
  }

  private static String drain(Drain drain, Instant now, Texts texts) {
    String time = drain.clear() == null ? "" : Ages.about(drain.clear(), now);
    return texts.get("drain." + drain.kind(), "time", time);
  }

  private List<RecordPage.Fact> facts(Destination now, Instant at, Texts texts) {
    List<RecordPage.Fact> facts = new ArrayList<>();
    Duration age = now.oldest() == null ? null : Duration.between(now.oldest(), at);
    String waiting = now.waiting() + (now.moreWaiting() ? "+" : "");
    facts.add(new RecordPage.Fact(texts.get("state"), texts.get(now.state().name())));
    facts.add(new RecordPage.Fact(texts.get("route.since"), Ages.time(now.since())));
    facts.add(new RecordPage.Fact(texts.get("waiting"), waiting));
    facts.add(new RecordPage.Fact(texts.get("oldest"), Ages.of(age, texts)));
    Latency latency =
        latencies
            .computeIfAbsent(
                now.node(), node -> new Fresh<>(SELDOM, () -> Latency.of(parts.ledger(), node)))
            .get();
    facts.add(
        new RecordPage.Fact(
            texts.get("route.latency", "count", Integer.toString(latency.records())),
            latency.median() == null
                ? "–"
                : Ages.fine(latency.median(), texts) + " / " + Ages.fine(latency.most(), texts)));
    facts.add(new RecordPage.Fact(texts.get("route.failures"), Long.toString(now.failures())));
    facts.add(new RecordPage.Fact(texts.get("next"), Ages.time(now.nextAttempt())));
    facts.add(new RecordPage.Fact(texts.get("route.watched"), Ages.time(parts.routes().begun())));
    return facts;
  }

  private List<RoutePage.Count> counts(String node, Instant now, Texts texts) {
    return parts.ledger().tally().stream()
        .filter(each -> node.equals(each.partner()))
        .map(
            each ->
                new RoutePage.Count(
                    texts.get(each.outbound() ? "route.out" : "route.in"),
                    each.type(),
                    texts.get("state." + each.state()),
                    Long.toString(each.count()),
                    each.oldest() == null
                        ? "–"
                        : Ages.of(Duration.between(each.oldest(), now), texts),
                    "/console/records?direction="
                        + (each.outbound() ? "out" : "in")
                        + "&state="
                        + each.state()
                        + "&node="
                        + node
                        + "&type="
                        + each.type()))
        .toList();
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
    return after(node, done);
  }

  private String resume(Visit visit) {
    String node = visit.node("node");
    if (node == null) {
      return Said.NOT_SOUND.at(Door.HOME);
    }
    boolean done = parts.ledger().resume(node, parts.clock().instant());
    parts.bells().outbox(node).ring();
    return after(node, done);
  }

  private String after(String node, boolean done) {
    standings.stale();
    return (done ? Said.DONE : Said.ALREADY).at("/console/routes/" + node);
  }
}
