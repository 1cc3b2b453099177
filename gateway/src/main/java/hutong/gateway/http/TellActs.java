package hutong.gateway.http;

import hutong.routes.ledger.Act;
import hutong.routes.ledger.AuditLog;
import hutong.routes.ledger.AuditLog.Cursor;
import hutong.routes.ledger.AuditLog.Filter;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells operators what people did, the newest first. */
final class TellActs {

  private static final int USUAL = 100;

  private static final Pattern WHAT = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  /** In a year of four digits. */
  private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9T:.Z-]{1,26}");

  private static final Pattern AFTER = Pattern.compile("([0-9]{1,15})-([0-9]{1,18})");

  private final AuditLog log;
  private final LedgerThreads threads;
  private final Failures failures;

  TellActs(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.log = parts.ledger().auditLog();
    this.threads = threads;
    this.failures = failures;
  }

  void tell(Call call) {
    Filter filter =
        new Filter(
            given(call, "by", Act::isName),
            given(call, "what", text -> WHAT.matcher(text).matches()),
            instant(call, "from"),
            instant(call, "until"));
    Cursor after = after(call);
    int max = call.query("max", 1, AuditLog.MOST, USUAL);
    threads
        .ask(call.context(), () -> log.list(filter, after, max))
        .onSuccess((List<Act> acts) -> tell(call, acts, max))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void tell(Call call, List<Act> acts, int max) {
    call.json(
        200,
        out -> {
          out.objects("items", acts, each -> write(out, each));
          if (acts.size() == max) {
            Act last = acts.get(max - 1);
            out.text("next", last.at().toEpochMilli() + "-" + last.number());
          }
        });
  }

  private static void write(JsonBody out, Act act) throws IOException {
    out.text("at", act.at());
    out.text("by", act.by());
    out.text("channel", act.channel());
    out.text("what", act.what());
    out.text("about", act.about());
    out.text("request", act.request());
    out.text("outcome", act.outcome());
    out.text("code", act.code());
  }

  private static String given(Call call, String name, Predicate<String> right) {
    String given = call.query(name);
    if (given != null && !right.test(given)) {
      throw Refused.parameter(name);
    }
    return given;
  }

  private static Instant instant(Call call, String name) {
    String given = call.query(name);
    if (given == null) {
      return null;
    }
    try {
      if (INSTANT.matcher(given).matches()) {
        return Instant.parse(given);
      }
    } catch (DateTimeParseException fault) {
      throw Refused.parameter(name);
    }
    throw Refused.parameter(name);
  }

  private static Cursor after(Call call) {
    String given = call.query("after");
    if (given == null) {
      return null;
    }
    var parts = AFTER.matcher(given);
    if (!parts.matches()) {
      throw Refused.parameter("after");
    }
    return new Cursor(
        Instant.ofEpochMilli(Long.parseLong(parts.group(1))), Long.parseLong(parts.group(2)));
  }
}
