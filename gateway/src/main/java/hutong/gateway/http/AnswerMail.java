package hutong.gateway.http;

import hutong.routes.Bells;
import hutong.routes.Refusal;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.TransferId;
import hutong.schemas.RefusedInput;
import hutong.schemas.RejectionCode;
import hutong.schemas.dialects.Dialect;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Takes what a local system says about the records of a lease: taken over, given back, decided. */
final class AnswerMail {

  private static final int MOST_ITEMS = 500;
  private static final int MOST_POINTERS = 50;
  private static final int LONGEST_POINTER = 200;

  /** Of an identity document, or a telephone. */
  private static final Pattern NUMBER_OF_SOMEBODY = Pattern.compile("[0-9]{11}");

  private static final int LONGEST_REASON = 400;
  private static final Pattern POINTER = Pattern.compile("(/[A-Za-z0-9~?]+)*");

  private final Ledger ledger;
  private final LedgerThreads threads;
  private final GivenLeases given;
  private final InDialect inDialect;
  private final ReceiptWriter receipts;
  private final Bells bells;
  private final Clock clock;
  private final Failures failures;

  AnswerMail(ApiParts parts, LedgerThreads threads, GivenLeases given, Failures failures) {
    this.ledger = parts.ledger();
    this.threads = threads;
    this.given = given;
    this.inDialect = new InDialect(parts.dialects());
    this.receipts = parts.receipts();
    this.bells = parts.bells();
    this.clock = parts.clock();
    this.failures = failures;
  }

  void acknowledge(Call call) {
    UUID lease = call.pathId("lease");
    String system = call.system().name();
    settle(
        call,
        items(call, lease),
        items -> ledger.acknowledge(system, lease, items, clock.instant()));
  }

  void giveBack(Call call) {
    UUID lease = call.pathId("lease");
    String system = call.system().name();
    settle(
        call,
        items(call, lease),
        items -> {
          List<Decided> results = ledger.giveBack(system, lease, items, clock.instant());
          bells.mailbox(system).ring();
          return results;
        });
  }

  void decide(Call call) {
    UUID lease = call.pathId("lease");
    Dialect dialect = inDialect.of(call);
    if (dialect == null) {
      decide(call, lease, decisions(JsonRequest.verdicts(call).items()));
      return;
    }
    InDialect.checkType(call, dialect);
    String system = call.system().name();
    byte[] body = call.body().getBytes();
    threads
        .ask(
            call.context(),
            () ->
                DecisionsInDialect.read(
                    body, dialect, clock.instant(), leased(system, lease).get()))
        .onSuccess(found -> failures.guard(call, () -> decide(call, lease, found)))
        .onFailure(
            fault -> {
              if (fault instanceof RefusedInput refused) {
                call.refuse(refused.violations());
              } else {
                failures.answer(call, fault);
              }
            });
  }

  private void decide(Call call, UUID lease, List<Decision> decisions) {
    String system = call.system().name();
    List<TransferId> about = decisions.stream().map(Decision::about).toList();
    settle(
        call,
        () -> about,
        items -> {
          List<Decided> results =
              ledger.decide(system, lease, decisions, receipts, clock.instant());
          items.stream().map(TransferId::from).distinct().forEach(to -> bells.outbox(to).ring());
          return results;
        });
  }

  private record Said(List<TransferId> items, List<Decided> results) {}

  private void settle(
      Call call,
      Supplier<List<TransferId>> about,
      Function<List<TransferId>, List<Decided>> asked) {
    threads
        .ask(
            call.context(),
            () -> {
              List<TransferId> items = about.get();
              return new Said(items, asked.apply(items));
            })
        .onSuccess(said -> results(call, said.items(), said.results()))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void results(Call call, List<TransferId> items, List<Decided> results) {
    if (results.stream().allMatch(result -> result == Decided.NOT_LEASED)) {
      call.refuse(new Refused(ApiCode.LEASE_UNKNOWN));
      return;
    }
    call.json(200, out -> write(out, items, results));
  }

  static void write(JsonBody out, List<TransferId> items, List<Decided> results)
      throws IOException {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      places.add(i);
    }
    out.objects(
        "results",
        places,
        place -> {
          out.text("from", items.get(place).from());
          out.text("id", items.get(place).id());
          out.text("result", results.get(place));
        });
  }

  private Supplier<List<TransferId>> items(Call call, UUID lease) {
    List<JsonRequest.Item> named = JsonRequest.items(call).items();
    if (named == null) {
      String system = call.system().name();
      return leased(system, lease);
    }
    bound(named);
    List<TransferId> items = new ArrayList<>();
    for (JsonRequest.Item each : named) {
      String at = "/items/" + items.size();
      require(each != null, at);
      items.add(about(each.from(), each.id(), at));
    }
    return () -> items;
  }

  private Supplier<List<TransferId>> leased(String system, UUID lease) {
    return () -> given.items(system, lease).orElseGet(() -> ledger.leased(system, lease));
  }

  static List<Decision> decisions(List<JsonRequest.Verdict> verdicts) {
    bound(verdicts);
    List<Decision> decisions = new ArrayList<>();
    for (JsonRequest.Verdict each : verdicts) {
      String at = "/items/" + decisions.size();
      require(each != null, at);
      boolean unknown = Boolean.TRUE.equals(each.unknown());
      require((each.accept() != null) != unknown, at + (unknown ? "/unknown" : "/accept"));
      TransferId about = about(each.from(), each.id(), at);
      if (unknown) {
        require(saysNoMore(each), at + "/unknown");
        decisions.add(Decision.unknown(about));
        continue;
      }
      decisions.add(new Decision(about, refusal(each, at), evaluation(each, at)));
    }
    return decisions;
  }

  private static boolean saysNoMore(JsonRequest.Verdict verdict) {
    return verdict.code() == null
        && verdict.pointers() == null
        && verdict.reason() == null
        && verdict.evaluation() == null;
  }

  private static Refusal refusal(JsonRequest.Verdict verdict, String at) {
    List<String> pointers = verdict.pointers() == null ? List.of() : verdict.pointers();
    String reason = verdict.reason();
    if (verdict.accept()) {
      require(verdict.code() == null, at + "/code");
      require(pointers.isEmpty(), at + "/pointers");
      require(reason == null, at + "/reason");
      return null;
    }
    require(pointers.size() <= MOST_POINTERS, at + "/pointers");
    for (String pointer : pointers) {
      require(pointer != null && pointer(pointer), at + "/pointers");
    }
    require(reason == null || text(reason), at + "/reason");
    return new Refusal(code(verdict.code(), at + "/code"), List.copyOf(pointers), reason);
  }

  /** Pointers of the fields that deviate, never what they say. */
  private static Evaluation evaluation(JsonRequest.Verdict verdict, String at) {
    JsonRequest.Comparison found = verdict.evaluation();
    if (found == null) {
      return null;
    }
    require(verdict.accept(), at + "/evaluation");
    boolean matched = "MATCHED".equals(found.match());
    require(matched || "NOT_MATCHED".equals(found.match()), at + "/evaluation/match");
    List<String> deviations = found.deviations() == null ? List.of() : found.deviations();
    require(deviations.size() <= Evaluation.MOST_DEVIATIONS, at + "/evaluation/deviations");
    for (String each : deviations) {
      require(each != null && pointer(each), at + "/evaluation/deviations");
    }
    return new Evaluation(matched, List.copyOf(deviations));
  }

  /** What {@code hx-1.xsd} allows in a receipt: only names of fields and places in lists. */
  static boolean pointer(String pointer) {
    return pointer.length() <= LONGEST_POINTER && POINTER.matcher(pointer).matches();
  }

  private static RejectionCode code(String name, String at) {
    for (RejectionCode each : RejectionCode.values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw new Refused(ApiCode.BODY_INVALID, List.of(at));
  }

  /**
   * One line that XML can carry (XML 1.0, 2.2), as long as a receipt allows, and without what looks
   * like somebody's number: receipts stay when the record is erased.
   */
  private static boolean text(String text) {
    return text.length() <= LONGEST_REASON
        && !NUMBER_OF_SOMEBODY.matcher(text).find()
        && text.codePoints()
            .noneMatch(
                c ->
                    Character.isISOControl(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                        || c == 0xFFFE
                        || c == 0xFFFF);
  }

  private static TransferId about(String from, String id, String at) {
    require(Ids.division(from), at + "/from");
    UUID parsed = Ids.parse(id);
    require(parsed != null, at + "/id");
    return new TransferId(from, parsed);
  }

  private static void bound(List<?> items) {
    require(items != null && !items.isEmpty() && items.size() <= MOST_ITEMS, "/items");
  }

  private static void require(boolean right, String pointer) {
    if (!right) {
      throw new Refused(ApiCode.BODY_INVALID, List.of(pointer));
    }
  }
}
