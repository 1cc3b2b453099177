package hutong.gateway.http;

import hutong.certs.Directory;
import hutong.gateway.http.JsonRequest.NewOperation;
import hutong.gateway.http.JsonRequest.Run;
import hutong.gateway.systems.Registration;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.ledger.BulkOperations;
import hutong.routes.ledger.BulkOperations.Filter;
import hutong.routes.ledger.BulkOperations.Item;
import hutong.routes.ledger.BulkOperations.Kind;
import hutong.routes.ledger.BulkOperations.Plan;
import hutong.routes.ledger.BulkOperations.State;
import hutong.routes.ledger.BulkOperations.View;
import hutong.schemas.RecordTypes;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Operators do one thing with many records: plan it, see how many, let a few go first, watch. */
final class OperateMany {

  private static final int MOST = 1_000;
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]{0,39}");

  private final BulkOperations operations;
  private final OperateProposals proposals;
  private final Supplier<Directory> directory;
  private final SystemsFile systems;
  private final RecordTypes types;
  private final Runnable begun;
  private final LedgerThreads threads;
  private final Clock clock;
  private final Failures failures;

  OperateMany(
      ApiParts parts, OperateProposals proposals, LedgerThreads threads, Failures failures) {
    this.proposals = proposals;
    this.operations = parts.ledger().operations();
    this.systems = parts.systems();
    this.types = parts.types();
    this.directory = parts.directory();
    this.begun = parts.operationsBegun();
    this.threads = threads;
    this.clock = parts.clock();
    this.failures = failures;
  }

  void plan(Call call) {
    Plan plan = checked(JsonRequest.operation(call), call.asker());
    answer(
        call,
        201,
        () ->
            operations
                .plan(plan, clock.instant())
                .orElseThrow(() -> new Refused(ApiCode.TOO_MANY_RECORDS)));
  }

  void list(Call call) {
    int max = call.query("max", 1, MOST, 100);
    threads
        .ask(call.context(), () -> operations.list(max))
        .onSuccess(
            (List<View> views) ->
                call.json(200, out -> out.objects("items", views, each -> write(out, each))))
        .onFailure(fault -> failures.answer(call, fault));
  }

  void find(Call call) {
    UUID id = call.pathId("id");
    answer(call, 200, () -> view(id));
  }

  void items(Call call) {
    UUID id = call.pathId("id");
    int max = call.query("max", 1, MOST, 100);
    int after = call.query("after", 0, BulkOperations.MOST_ITEMS, 0);
    boolean skipped = "true".equals(call.query("skipped"));
    if (!skipped && call.query("skipped") != null && !call.query("skipped").equals("false")) {
      throw Refused.parameter("skipped");
    }
    String result = call.query("result");
    if (result != null && (skipped || !WORD.matcher(result).matches())) {
      throw Refused.parameter("result");
    }
    threads
        .ask(
            call.context(),
            () -> {
              view(id);
              return result == null
                  ? operations.items(id, skipped, after, max)
                  : operations.items(id, result, after, max);
            })
        .onSuccess(
            (List<Item> items) ->
                call.json(
                    200,
                    out -> {
                      out.objects("items", items, each -> write(out, each));
                      if (items.size() == max) {
                        out.number("next", items.get(max - 1).number());
                      }
                    }))
        .onFailure(fault -> failures.answer(call, fault));
  }

  void run(Call call) {
    UUID id = call.pathId("id");
    Run asked = JsonRequest.run(call);
    require(asked.count() != null, "/count");
    require(asked.first() == null || asked.first() > 0, "/first");
    threads
        .ask(call.context(), () -> run(id, asked))
        .onSuccess(
            (View view) -> {
              if (view == null) {
                proposals.run(call, id, asked.first());
              } else {
                call.json(200, out -> write(out, view));
              }
            })
        .onFailure(fault -> failures.answer(call, fault));
  }

  /** Null if a second person has to approve it first. */
  private View run(UUID id, Run asked) {
    View planned = view(id);
    if (planned.total() != asked.count()) {
      throw new Refused(ApiCode.COUNT_DIFFERS, List.of("/count"));
    }
    if (planned.kind() == Kind.REDIRECT && planned.state() == State.PLANNED) {
      return null;
    }
    settle(operations.run(id, asked.first() == null ? 0 : asked.first(), clock.instant()));
    begun.run();
    return view(id);
  }

  void pause(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    answer(
        call,
        200,
        () -> {
          view(id);
          settle(operations.pause(id, clock.instant()));
          return view(id);
        });
  }

  void cancel(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    answer(
        call,
        200,
        () -> {
          view(id);
          settle(operations.cancel(id, clock.instant()));
          return view(id);
        });
  }

  private View view(UUID id) {
    return operations.find(id).orElseThrow(() -> new Refused(ApiCode.NOT_FOUND));
  }

  private static void settle(boolean moved) {
    if (!moved) {
      throw new Refused(ApiCode.OPERATION_NOT_SO);
    }
  }

  private Plan checked(NewOperation asked, String by) {
    require(asked.kind() != null, "/kind");
    Kind kind = kind(asked.kind());
    List<String> states = asked.states() == null ? List.of() : asked.states();
    if (kind == Kind.ASSIGN) {
      require(states.isEmpty(), "/states");
      states = List.of("PARKED");
    }
    require(
        !states.isEmpty()
            && states.stream().allMatch(each -> each != null && kind.states().contains(each)),
        "/states");
    require((kind == Kind.ASSIGN) == (asked.office() != null), "/office");
    Optional<String> office = systems.officeOf(asked.office());
    require(asked.office() == null || office.isPresent(), "/office");
    require((kind == Kind.REDIRECT) == (asked.to() != null), "/to");
    require(
        asked.to() == null
            || (Ids.node(asked.to()) && directory.get().member(asked.to()).isPresent()),
        "/to");
    require(asked.node() == null || Ids.node(asked.node()), "/node");
    require(asked.type() == null || types.of(asked.type()).isPresent(), "/type");
    require(asked.system() == null || (kind.outbound() && known(asked.system())), "/system");
    require(asked.cause() == null || WORD.matcher(asked.cause()).matches(), "/cause");
    Filter filter =
        new Filter(
            Set.copyOf(states),
            asked.node(),
            asked.type(),
            asked.system(),
            asked.cause(),
            instant(asked.from(), "/from"),
            instant(asked.until(), "/until"));
    return new Plan(kind, filter, kind == Kind.REDIRECT ? asked.to() : office.orElse(null), by);
  }

  private static Kind kind(String given) {
    for (Kind each : Kind.values()) {
      if (each.name().equals(given)) {
        return each;
      }
    }
    throw new Refused(ApiCode.BODY_INVALID, List.of("/kind"));
  }

  private boolean known(String name) {
    return systems.list().stream().map(Registration::name).anyMatch(name::equals);
  }

  private static Instant instant(String given, String pointer) {
    require(given == null || Ids.instant(given) != null, pointer);
    return given == null ? null : Ids.instant(given);
  }

  private static void require(boolean right, String pointer) {
    if (!right) {
      throw new Refused(ApiCode.BODY_INVALID, List.of(pointer));
    }
  }

  private void answer(Call call, int status, Callable<View> asked) {
    threads
        .ask(call.context(), asked)
        .onSuccess(
            (View view) -> {
              if (status == 201) {
                call.header("Location", "/v1/operations/" + view.id());
                call.about(view.id());
              }
              call.json(status, out -> write(out, view));
            })
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void write(JsonBody out, View view) throws IOException {
    out.text("id", view.id());
    out.text("kind", view.kind());
    out.text(view.kind() == Kind.REDIRECT ? "to" : "office", view.office());
    out.text("by", view.by());
    out.text("state", view.state());
    out.text("planned", view.planned());
    out.text("changed", view.changed());
    out.number("count", view.total());
    out.number("looked", view.looked());
    out.number("done", view.results().getOrDefault("DONE", 0L));
    out.objects(
        "skipped",
        view.results().entrySet().stream().filter(each -> !each.getKey().equals("DONE")).toList(),
        each -> {
          out.text("why", each.getKey());
          out.number("count", each.getValue());
        });
  }

  private static void write(JsonBody out, Item item) throws IOException {
    out.number("number", item.number());
    out.text("from", item.id().from());
    out.text("id", item.id().id());
    out.text("result", item.result());
  }
}
