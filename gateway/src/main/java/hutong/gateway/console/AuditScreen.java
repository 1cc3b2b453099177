package hutong.gateway.console;

import hutong.routes.Deadlines;
import hutong.routes.ledger.Act;
import hutong.routes.ledger.AuditLog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/** Who did what, the newest first. */
final class AuditScreen implements Screen {

  private static final int ROWS = 50;
  private static final int DATE = 10;
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");
  private static final Pattern NODE = Pattern.compile("[0-9]{6}");

  private final ConsoleParts parts;

  AuditScreen(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void mount(Pages pages) {
    pages.get("/console/audit", Right.AUDIT, "audit", List.of("AUDIT"), this::show);
  }

  private Content show(Visit visit) {
    String by = visit.param("by");
    String what = visit.param("what");
    String from = visit.param("from");
    String until = visit.param("until");
    String after = visit.param("after");
    boolean sound =
        (by.isEmpty() || Act.isName(by))
            && fits(WORD, what)
            && day(from)
            && day(until)
            && fits(PLACE, after);
    List<Act> found =
        sound
            ? parts
                .ledger()
                .auditLog()
                .list(
                    new AuditLog.Filter(
                        by.isEmpty() ? null : by,
                        what.isEmpty() ? null : what,
                        from.isEmpty() ? null : start(from),
                        until.isEmpty() ? null : start(until).plus(Duration.ofDays(1))),
                    cursor(after),
                    ROWS + 1)
            : List.of();
    boolean more = found.size() > ROWS;
    List<Act> shown = more ? found.subList(0, ROWS) : found;
    String older = more ? older(by, what, from, until, shown.get(ROWS - 1)) : null;
    List<AuditPage.Entry> entries = shown.stream().map(each -> entry(each, visit.texts())).toList();
    return Content.of("audit", new AuditPage(by, what, from, until, !sound, entries, older));
  }

  private static boolean fits(Pattern form, String given) {
    return given.isEmpty() || form.matcher(given).matches();
  }

  private static boolean day(String given) {
    try {
      return given.isEmpty() || (given.length() == DATE && LocalDate.parse(given).getYear() > 1900);
    } catch (DateTimeParseException none) {
      return false;
    }
  }

  private static Instant start(String day) {
    return LocalDate.parse(day).atStartOfDay(Deadlines.ZONE).toInstant();
  }

  private static AuditLog.Cursor cursor(String after) {
    if (after.isEmpty()) {
      return null;
    }
    var place = PLACE.matcher(after);
    return place.matches()
        ? new AuditLog.Cursor(
            Instant.ofEpochMilli(Long.parseLong(place.group(1))), Long.parseLong(place.group(2)))
        : null;
  }

  private static String older(String by, String what, String from, String until, Act last) {
    return "/console/audit?by="
        + URLEncoder.encode(by, StandardCharsets.UTF_8)
        + "&what="
        + what
        + "&from="
        + from
        + "&until="
        + until
        + "&after="
        + last.at().toEpochMilli()
        + "-"
        + last.number();
  }

  private static AuditPage.Entry entry(Act act, Texts texts) {
    return new AuditPage.Entry(
        Ages.time(act.at()),
        act.by(),
        texts.get("channel." + act.channel()),
        act.what(),
        act.about() == null ? "–" : act.about(),
        path(act),
        texts.get("outcome." + act.outcome()),
        act.code() == null ? "" : act.code());
  }

  /** Only of what surely has a page. */
  private static String path(Act act) {
    if (act.about() == null) {
      return null;
    }
    if (NODE.matcher(act.about()).matches()) {
      return "/console/routes/" + act.about();
    }
    boolean record = act.what().matches("RETRY|ABANDON|ASSIGN|ADDRESS|ERASE|EVIDENCE|COMPARISON");
    return record && Visit.uuid(act.about()) != null ? "/console/records/" + act.about() : null;
  }
}
