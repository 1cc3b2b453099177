package hutong.gateway.http;

import hutong.gateway.approvals.Approvals;
import hutong.gateway.approvals.NotProposed;
import hutong.routes.Bells;
import hutong.routes.ledger.Proposals;
import hutong.routes.ledger.Proposals.Decided;
import hutong.routes.ledger.Proposals.Kind;
import hutong.routes.ledger.Proposals.Proposal;
import hutong.routes.ledger.Proposals.Reason;
import hutong.routes.ledger.Proposals.State;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** What takes two operators: one proposes it, another approves it, and it is done. */
final class OperateProposals {

  private static final int USUAL = 100;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** Those that no other call proposes. */
  private static final Set<Kind> OPEN =
      Set.of(Kind.RELEASE, Kind.DISCARD, Kind.REDIRECT, Kind.ERASE);

  private final Approvals approvals;
  private final Proposals proposals;
  private final Bells bells;
  private final LedgerThreads threads;
  private final Failures failures;

  OperateProposals(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.approvals = parts.approvals();
    this.proposals = parts.ledger().proposals();
    this.bells = parts.bells();
    this.threads = threads;
    this.failures = failures;
  }

  void propose(Call call) {
    JsonRequest.Proposed asked = JsonRequest.proposed(call);
    Kind kind = named(Kind.values(), asked.kind(), "/kind");
    require(OPEN.contains(kind), "/kind");
    boolean envelope = kind == Kind.RELEASE || kind == Kind.DISCARD;
    require(
        asked.about() != null
            && (envelope
                ? DIGEST.matcher(asked.about()).matches()
                : Ids.parse(asked.about()) != null),
        "/about");
    require((kind == Kind.REDIRECT) == (asked.node() != null), "/node");
    require(asked.node() == null || Ids.node(asked.node()), "/node");
    require(asked.sender() == null || kind == Kind.ERASE, "/sender");
    require(asked.sender() == null || Ids.node(asked.sender()), "/sender");
    Reason reason = named(Reason.values(), asked.reason(), "/reason");
    Map<String, String> parameters = new HashMap<>();
    put(parameters, "node", asked.node());
    put(parameters, "sender", asked.sender());
    String about = envelope ? asked.about() : Ids.parse(asked.about()).toString();
    propose(call, kind, about, parameters, reason);
  }

  /** Of a record by another call: the same. */
  void erase(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.Erasure erasure = JsonRequest.erasure(call);
    Reason reason = named(Reason.values(), erasure.reason(), "/reason");
    String sender = erasure.sender();
    require(sender == null || Ids.node(sender), "/sender");
    Map<String, String> parameters = new HashMap<>();
    put(parameters, "sender", sender);
    propose(call, Kind.ERASE, id.toString(), parameters, reason);
  }

  /** Has a second person asked whether an operation may run; the answer is the proposal. */
  void run(Call call, UUID operation, Integer first) {
    Map<String, String> parameters = new HashMap<>();
    put(parameters, "first", first == null ? null : first.toString());
    propose(call, Kind.RUN, operation.toString(), parameters, Reason.OTHER);
  }

  private void propose(
      Call call, Kind kind, String about, Map<String, String> parameters, Reason reason) {
    String by = call.asker();
    threads
        .ask(
            call.context(),
            () -> {
              try {
                return approvals.propose(kind, about, parameters, reason, by);
              } catch (NotProposed not) {
                throw refusal(not.why());
              }
            })
        .onSuccess(
            (Proposal made) -> {
              call.header("Location", "/v1/proposals/" + made.id());
              call.about(made.id());
              call.json(202, out -> write(out, made));
            })
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static Refused refusal(NotProposed.Why why) {
    return switch (why) {
      case UNKNOWN -> new Refused(ApiCode.NOT_FOUND);
      case REASON_UNFIT -> new Refused(ApiCode.BODY_INVALID, List.of("/reason"));
      case STILL_OPEN -> new Refused(ApiCode.STILL_OPEN);
      case SEVERAL -> new Refused(ApiCode.BODY_INVALID, List.of("/sender"));
      case SIGNED -> new Refused(ApiCode.ALREADY_SENT);
      case TOO_LATE -> new Refused(ApiCode.ALREADY_ENDED);
      case EXPIRED -> new Refused(ApiCode.TRANSFER_EXPIRED);
      case NOT_A_CANDIDATE -> new Refused(ApiCode.NOT_A_CANDIDATE, List.of("/node"));
      case NOT_RELEASABLE -> new Refused(ApiCode.NOT_RELEASABLE);
      case OPERATION_NOT_SO -> new Refused(ApiCode.OPERATION_NOT_SO);
      case FULL -> new Refused(ApiCode.PROPOSALS_FULL);
    };
  }

  void list(Call call) {
    String state = call.query("state");
    State of = null;
    for (State each : State.values()) {
      of = each.name().equals(state) ? each : of;
    }
    if (state != null && of == null) {
      throw Refused.parameter("state");
    }
    UUID after = call.query("after") == null ? null : Ids.parse(call.query("after"));
    if (call.query("after") != null && after == null) {
      throw Refused.parameter("after");
    }
    int max = call.query("max", 1, Proposals.MOST, USUAL);
    State only = of;
    threads
        .ask(call.context(), () -> proposals.list(only, after, max))
        .onSuccess(
            (List<Proposal> found) ->
                call.json(
                    200,
                    out -> {
                      out.objects("items", found, each -> write(out, each));
                      if (found.size() == max) {
                        out.text("next", found.get(max - 1).id());
                      }
                    }))
        .onFailure(fault -> failures.answer(call, fault));
  }

  void find(Call call) {
    UUID id = call.pathId("id");
    tell(call, threads.ask(call.context(), () -> found(id)));
  }

  void approve(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    String by = call.asker();
    decide(call, id, () -> approvals.approve(id, by));
  }

  void refuse(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    String by = call.asker();
    decide(call, id, () -> approvals.refuse(id, by));
  }

  private void decide(Call call, UUID id, Callable<Decided> asked) {
    tell(
        call,
        threads.ask(
            call.context(),
            () -> {
              settle(asked.call());
              bells.ringOutboxes();
              return found(id);
            }));
  }

  private static void settle(Decided decided) {
    switch (decided) {
      case DONE -> {}
      case UNKNOWN -> throw new Refused(ApiCode.NOT_FOUND);
      case SAME_PERSON -> throw new Refused(ApiCode.SAME_PERSON);
      case ALREADY -> throw new Refused(ApiCode.PROPOSAL_DECIDED);
      case EXPIRED -> throw new Refused(ApiCode.PROPOSAL_EXPIRED);
    }
  }

  private Proposal found(UUID id) {
    return proposals.find(id).orElseThrow(() -> new Refused(ApiCode.NOT_FOUND));
  }

  private void tell(Call call, Future<Proposal> asked) {
    asked
        .onSuccess((Proposal found) -> call.json(200, out -> write(out, found)))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void write(JsonBody out, Proposal one) throws IOException {
    out.text("id", one.id());
    out.text("kind", one.kind());
    out.text("about", one.about());
    for (Map.Entry<String, String> each : one.parameters().entrySet()) {
      out.text(each.getKey(), each.getValue());
    }
    out.text("reason", one.reason());
    out.text("by", one.by());
    out.text("at", one.at());
    out.text("until", one.until());
    out.text("state", one.state());
    out.text("decidedBy", one.decidedBy());
    out.text("decided", one.decided());
    out.text("result", one.result());
  }

  private static <E extends Enum<E>> E named(E[] values, String given, String pointer) {
    for (E each : values) {
      if (each.name().equals(given)) {
        return each;
      }
    }
    throw new Refused(ApiCode.BODY_INVALID, List.of(pointer));
  }

  private static void put(Map<String, String> into, String name, String value) {
    if (value != null) {
      into.put(name, value);
    }
  }

  private static void require(boolean right, String pointer) {
    if (!right) {
      throw new Refused(ApiCode.BODY_INVALID, List.of(pointer));
    }
  }
}
