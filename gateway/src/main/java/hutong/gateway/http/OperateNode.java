package hutong.gateway.http;

import hutong.certs.Directory;
import hutong.routes.Bells;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.InQuarantine;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Proofs;
import hutong.routes.ledger.Tally;
import hutong.routes.ledger.TransferId;
import hutong.schemas.DivisionData;
import hutong.schemas.Divisions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** What operators ask and do: how the node stands, what wants looking at, parked records. */
final class OperateNode {

  private static final int MOST = 1_000;
  private static final int USUAL = 100;

  /** Without a directory nothing goes: its end is shown as early as that of a certificate. */
  private static final Duration EARLY = Duration.ofDays(30);

  private record Standing(
      List<Tally> tally, int alarms, Collection<Destination> routes, Proofs.Standing checkpoint) {}

  private final String node;
  private final Ledger ledger;
  private final Supplier<Directory> directory;
  private final Divisions divisions;
  private final Supplier<String> divisionFault;
  private final LedgerThreads threads;
  private final Bells bells;
  private final Clock clock;
  private final Failures failures;

  OperateNode(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.node = parts.node();
    this.ledger = parts.ledger();
    this.directory = parts.directory();
    this.divisions = parts.divisions();
    this.divisionFault = parts.divisionFault();
    this.threads = threads;
    this.bells = parts.bells();
    this.clock = parts.clock();
    this.failures = failures;
  }

  void status(Call call) {
    threads
        .ask(call.context(), this::standing)
        .onSuccess((Standing found) -> status(call, found))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private Standing standing() {
    return new Standing(
        ledger.tally(),
        ledger.alarms(MOST).size(),
        OperateRoutes.standings(ledger, directory.get(), clock.instant()),
        ledger.proofs().standing().orElse(null));
  }

  private void status(Call call, Standing found) {
    Instant oldest =
        found.tally().stream()
            .filter(OperateNode::pending)
            .map(Tally::oldest)
            .min(Instant::compareTo)
            .orElse(null);
    call.json(
        200,
        out -> {
          out.text("node", node);
          out.text("at", clock.instant());
          out.number("alarms", found.alarms());
          out.flag("moreAlarms", found.alarms() == MOST);
          out.text("oldestPending", oldest);
          out.object("directory", directory.get(), held -> directory(out, held));
          out.object("divisions", divisions.data(), data -> divisions(out, data));
          out.object("checkpoint", found.checkpoint(), each -> checkpoint(out, each));
          out.objects("routes", found.routes(), route -> OperateRoutes.write(out, route));
          out.objects("tally", found.tally(), tally -> ViewJson.tally(out, tally));
        });
  }

  private void directory(JsonBody out, Directory held) throws IOException {
    Duration left = Duration.between(clock.instant(), held.expires());
    out.number("version", held.version());
    out.text("issued", held.issued());
    out.text("expires", held.expires());
    out.number("daysLeft", Math.max(0, left.toDays()));
    String state = left.compareTo(EARLY) > 0 ? "VALID" : "EXPIRES_SOON";
    out.text("state", held.expiredAt(clock.instant()) ? "EXPIRED" : state);
  }

  private void divisions(JsonBody out, DivisionData data) throws IOException {
    out.text("version", data.version());
    out.number("count", data.size());
    out.text("fault", divisionFault.get());
  }

  private static void checkpoint(JsonBody out, Proofs.Standing standing) throws IOException {
    out.number("number", standing.number());
    out.text("at", standing.at());
    out.number("unstamped", standing.unstamped());
    out.text("unstampedSince", standing.unstampedSince());
  }

  private static boolean pending(Tally tally) {
    boolean last =
        tally.outbound()
            ? OutboundState.valueOf(tally.state()).isFinal()
            : InboundState.valueOf(tally.state()).isFinal();
    return !last && tally.count() > 0 && tally.oldest() != null;
  }

  void alarms(Call call) {
    int max = call.query("max", 1, MOST, USUAL);
    threads
        .ask(call.context(), () -> ledger.alarms(max))
        .onSuccess(
            (List<Alarm> found) ->
                call.json(
                    200, out -> out.objects("items", found, alarm -> ViewJson.alarm(out, alarm))))
        .onFailure(fault -> failures.answer(call, fault));
  }

  void quarantine(Call call) {
    int max = call.query("max", 1, MOST, USUAL);
    threads
        .ask(call.context(), () -> ledger.quarantined(max))
        .onSuccess(
            (List<InQuarantine> found) ->
                call.json(
                    200,
                    out -> out.objects("items", found, each -> ViewJson.quarantined(out, each))))
        .onFailure(fault -> failures.answer(call, fault));
  }

  void assign(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.Assignment assignment = JsonRequest.assignment(call);
    if (!Ids.division(assignment.from())) {
      throw new Refused(ApiCode.BODY_INVALID, List.of("/from"));
    }
    if (!Ids.division(assignment.office())) {
      throw new Refused(ApiCode.BODY_INVALID, List.of("/office"));
    }
    TransferId parked = new TransferId(assignment.from(), id);
    threads
        .ask(
            call.context(),
            () -> ledger.assign(List.of(parked), assignment.office(), clock.instant()).get(0))
        .onSuccess((Decided result) -> assigned(call, parked, result))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void assigned(Call call, TransferId parked, Decided result) {
    if (result != Decided.DONE && result != Decided.ALREADY) {
      call.refuse(new Refused(ApiCode.NOT_PARKED));
      return;
    }
    bells.received().ring();
    call.json(
        200,
        out -> {
          out.text("from", parked.from());
          out.text("id", parked.id());
          out.text("result", result);
        });
  }
}
