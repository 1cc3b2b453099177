package hutong.gateway.http;

import hutong.routes.ledger.FailureGroup;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.RecordFilter;
import hutong.routes.ledger.RecordHit;
import hutong.routes.ledger.RecordPage;
import hutong.routes.ledger.Records;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows operators the records that a filter names, and what fails, by cause. */
final class SearchRecords {
  private static final int USUAL = 100;
  private static final int LONGEST = 400;
  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]{2,49}");
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]{2,39}");
  private static final Pattern SYSTEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern CURSOR = Pattern.compile("([0-9]{1,15})\\.([0-9]{1,18})");
  private static final Set<String> STATES =
      Stream.concat(Stream.of(OutboundState.values()), Stream.of(InboundState.values()))
          .map(Enum::name)
          .collect(Collectors.toUnmodifiableSet());

  private final Records records;
  private final Clock clock;
  private final LedgerThreads threads;
  private final Failures failures;

  SearchRecords(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.records = parts.ledger().records();
    this.clock = parts.clock();
    this.threads = threads;
    this.failures = failures;
  }

  void search(Call call) {
    RecordFilter filter =
        new RecordFilter(
            outbound(call),
            states(call),
            node(call),
            word(call, "type", TYPE),
            word(call, "system", SYSTEM),
            word(call, "code", CODE),
            instant(call, "from"),
            instant(call, "until"));
    RecordPage.Cursor after = after(call);
    int max = call.query("max", 1, Records.MOST_SHOWN, USUAL);
    threads
        .ask(call.context(), () -> records.search(filter, after, max))
        .onSuccess((RecordPage page) -> answer(call, page))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void answer(Call call, RecordPage page) {
    Instant now = clock.instant();
    RecordPage.Cursor next = page.next();
    call.json(
        200,
        out -> {
          out.objects("items", page.hits(), hit -> hit(out, hit, now));
          out.text("next", next == null ? null : next.created() + "." + next.key());
          out.text("searchedTo", page.searchedTo());
        });
  }

  private static void hit(JsonBody out, RecordHit hit, Instant now) throws IOException {
    ViewJson.transfer(out, hit.view(), now);
    out.text("code", hit.cause());
  }

  void failures(Call call) {
    FailureGroup.Question question =
        new FailureGroup.Question(
            outbound(call),
            word(call, "code", CODE),
            node(call),
            word(call, "type", TYPE),
            instant(call, "since"));
    int max = call.query("max", 1, Records.MOST_SHOWN, USUAL);
    threads
        .ask(call.context(), () -> records.failures(question, max, clock.instant()))
        .onSuccess(
            (List<FailureGroup> found) ->
                call.json(200, out -> out.objects("items", found, each -> group(out, each))))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void group(JsonBody out, FailureGroup group) throws IOException {
    out.text("direction", group.outbound() ? "OUT" : "IN");
    out.text("state", group.state());
    out.text("code", group.code());
    out.text("node", group.node());
    out.text("type", group.type());
    out.text("pointer", group.pointer().isEmpty() ? null : group.pointer());
    out.number("times", group.times());
    out.number("open", group.open());
    out.text("first", group.first());
    out.text("last", group.last());
    out.numbers("hours", group.hours());
  }

  private static Boolean outbound(Call call) {
    String text = call.query("direction");
    return text == null
        ? null
        : switch (text) {
          case "OUT" -> Boolean.TRUE;
          case "IN" -> Boolean.FALSE;
          default -> throw Refused.parameter("direction");
        };
  }

  private static Set<String> states(Call call) {
    String text = call.query("state");
    if (text == null) {
      return Set.of();
    }
    Set<String> states =
        text.length() > LONGEST ? Set.of() : Set.copyOf(Arrays.asList(text.split(",", -1)));
    if (states.isEmpty() || !STATES.containsAll(states)) {
      throw Refused.parameter("state");
    }
    return states;
  }

  private static String node(Call call) {
    return given(call, "node", Ids::node);
  }

  private static String word(Call call, String name, Pattern form) {
    return given(call, name, text -> form.matcher(text).matches());
  }

  private static String given(Call call, String name, Predicate<String> right) {
    String text = call.query(name);
    if (text != null && (text.length() > LONGEST || !right.test(text))) {
      throw Refused.parameter(name);
    }
    return text;
  }

  private static Instant instant(Call call, String name) {
    String text = given(call, name, each -> Ids.instant(each) != null);
    return text == null ? null : Ids.instant(text);
  }

  private static RecordPage.Cursor after(Call call) {
    String text = call.query("after");
    if (text == null) {
      return null;
    }
    Matcher found = CURSOR.matcher(text);
    if (text.length() > LONGEST || !found.matches()) {
      throw Refused.parameter("after");
    }
    return new RecordPage.Cursor(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
  }
}
