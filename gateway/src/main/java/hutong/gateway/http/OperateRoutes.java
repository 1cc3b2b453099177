package hutong.gateway.http;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.routes.Bells;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Ledger;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** How the routes to other nodes stand, and what operators do with them. */
final class OperateRoutes {

  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

  private final Ledger ledger;
  private final Supplier<Directory> directory;
  private final LedgerThreads threads;
  private final Bells bells;
  private final Clock clock;
  private final Failures failures;

  OperateRoutes(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.ledger = parts.ledger();
    this.directory = parts.directory();
    this.threads = threads;
    this.bells = parts.bells();
    this.clock = parts.clock();
    this.failures = failures;
  }

  void pause(Call call) {
    String node = node(call);
    String reason = JsonRequest.pause(call).reason();
    if (reason == null || !REASON.matcher(reason).matches()) {
      throw new Refused(ApiCode.BODY_INVALID, List.of("/reason"));
    }
    if (directory.get().member(node).isEmpty()) {
      throw new Refused(ApiCode.NOT_FOUND);
    }
    settle(call, node, () -> ledger.pause(node, reason, clock.instant()));
  }

  void resume(Call call) {
    String node = node(call);
    JsonRequest.nothing(call);
    settle(call, node, () -> ledger.resume(node, clock.instant()));
  }

  private static String node(Call call) {
    String node = call.path("node");
    if (!Ids.node(node)) {
      throw Refused.parameter("node");
    }
    return node;
  }

  private void settle(Call call, String node, Callable<Boolean> asked) {
    threads
        .ask(call.context(), asked)
        .onSuccess(
            (Boolean changed) -> {
              bells.outbox(node).ring();
              call.json(
                  200,
                  out -> {
                    out.text("node", node);
                    out.text("result", changed ? "DONE" : "ALREADY");
                  });
            })
        .onFailure(fault -> failures.answer(call, fault));
  }

  /** Every member, and whoever something waits for that is none any more. */
  static Collection<Destination> standings(Ledger ledger, Directory directory, Instant now) {
    Map<String, Destination> standings = new TreeMap<>();
    for (Member member : directory.members()) {
      standings.put(member.id(), Destination.quiet(member.id()));
    }
    ledger.standings().forEach(each -> standings.put(each.node(), each));
    standings.replaceAll(
        (node, standing) ->
            standing.state() == Destination.State.PAUSED
                ? standing
                : directory
                    .member(node)
                    .flatMap(member -> member.outageAt(now))
                    .map(outage -> standing.inOutage(outage.from(), outage.until()))
                    .orElse(standing));
    return standings.values();
  }

  static void write(JsonBody out, Destination each) throws IOException {
    out.text("node", each.node());
    out.text("state", each.state());
    out.text("since", each.since());
    out.number("failures", each.failures());
    out.text("nextAttempt", each.nextAttempt());
    out.text("cause", each.cause());
    out.number("waiting", each.waiting());
    out.flag("moreWaiting", each.moreWaiting());
    out.text("oldest", each.oldest());
  }
}
