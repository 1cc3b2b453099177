package hutong.gateway.http;

import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which answers are owed, by this node and to it, and which came late. */
final class TellDeadlines {

  private static final int MOST = 1_000;
  private static final int USUAL = 100;
  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]{2,49}");
  private static final Pattern CURSOR = Pattern.compile("(-?[0-9]{1,15})\\.([0-9]{1,18})");

  private final Clocks clocks;
  private final LedgerThreads threads;
  private final Clock clock;
  private final Failures failures;

  TellDeadlines(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.clocks = parts.ledger().clocks();
    this.threads = threads;
    this.clock = parts.clock();
    this.failures = failures;
  }

  void tell(Call call) {
    Clocks.Question question =
        new Clocks.Question(flag(call), outbound(call), node(call), type(call));
    Owed.Cursor after = after(call);
    int max = call.query("max", 1, MOST, USUAL);
    Viewer viewer = call.viewer();
    Instant now = clock.instant();
    threads
        .ask(call.context(), () -> clocks.owed(viewer, question, after, max + 1, now))
        .onSuccess((List<Owed> found) -> list(call, found, max, now))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void list(Call call, List<Owed> found, int max, Instant now) {
    List<Owed> page = found.subList(0, Math.min(max, found.size()));
    Owed.Cursor last = found.size() > max ? page.get(max - 1).cursor() : null;
    call.json(
        200,
        out -> {
          out.objects("items", page, each -> ViewJson.owed(out, each, now));
          out.text("next", last == null ? null : last.end() + "." + last.key());
        });
  }

  private static AnswerClock.Flag flag(Call call) {
    String text = call.query("flag");
    return text == null
        ? null
        : switch (text) {
          case "DUE" -> AnswerClock.Flag.DUE;
          case "OVERDUE" -> AnswerClock.Flag.OVERDUE;
          case "LATE" -> AnswerClock.Flag.LATE;
          default -> throw Refused.parameter("flag");
        };
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

  private static String node(Call call) {
    String node = call.query("node");
    if (node != null && !Ids.node(node)) {
      throw Refused.parameter("node");
    }
    return node;
  }

  private static String type(Call call) {
    String type = call.query("type");
    if (type != null && !TYPE.matcher(type).matches()) {
      throw Refused.parameter("type");
    }
    return type;
  }

  private static Owed.Cursor after(Call call) {
    String text = call.query("after");
    if (text == null) {
      return Owed.Cursor.START;
    }
    Matcher found = CURSOR.matcher(text);
    if (text.length() > 40 || !found.matches()) {
      throw Refused.parameter("after");
    }
    return new Owed.Cursor(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
  }
}
