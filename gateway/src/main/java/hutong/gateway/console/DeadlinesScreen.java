package hutong.gateway.console;

import hutong.gateway.http.CsvTable;
import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Owed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which answers are owed, by this node and to it, what was done about them, and which came late.
 */
final class DeadlinesScreen implements Screen {

  static final String PATH = "/console/deadlines";

  private static final int MOST = 100;
  private static final int MOST_IN_FILE = 10_000;
  private static final Pattern CURSOR = Pattern.compile("(-?[0-9]{1,15})\\.([0-9]{1,18})");
  private static final List<String> HEAD =
      List.of(
          "id",
          "direction",
          "from",
          "to",
          "type",
          "urgent",
          "target_division",
          "state",
          "due",
          "rule",
          "flag",
          "answered",
          "urged");

  private final ConsoleParts parts;
  private final Names names;

  DeadlinesScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
  }

  @Override
  public void mount(Pages pages) {
    List<String> same = List.of("DEADLINES");
    pages.get(PATH, Right.DESK, "deadlines", same, this::show);
    pages.file(PATH + ".csv", Right.DESK, same, this::file);
  }

  private static Clocks.Question question(Filters filters) throws NotSound {
    String flag = filters.word("flag", "DUE", "OVERDUE", "LATE");
    String direction = filters.word("direction", "IN", "OUT");
    return new Clocks.Question(
        flag == null ? null : AnswerClock.Flag.valueOf(flag),
        direction == null ? null : direction.equals("OUT"),
        filters.node("node"),
        filters.type("type"));
  }

  private List<Owed> owed(
      Visit visit, Clocks.Question question, Owed.Cursor after, int most, Instant now) {
    return parts.ledger().clocks().owed(visit.account().viewer(), question, after, most, now);
  }

  private Content show(Visit visit) throws NotSound {
    Filters filters = new Filters(visit);
    Clocks.Question question = question(filters);
    String chosen = filters.query();
    String place = new Filters(visit).matching("after", CURSOR);
    Instant now = parts.clock().instant();
    List<Owed> found = owed(visit, question, cursor(place), MOST + 1, now);
    List<Owed> page = found.subList(0, Math.min(MOST, found.size()));
    Owed.Cursor last = found.size() > MOST ? page.get(MOST - 1).cursor() : null;
    Texts texts = visit.texts();
    return Content.of(
        "deadlines",
        new DeadlinesPage(
            choices(texts, "flag", visit.param("flag"), "", "DUE", "OVERDUE", "LATE"),
            choices(texts, "direction", visit.param("direction"), "", "IN", "OUT"),
            names.choices(question.node(), texts),
            types(question.type(), texts),
            !chosen.isEmpty(),
            page.stream().map(each -> row(each, now, texts)).toList(),
            PATH + ".csv" + chosen,
            last == null ? null : PATH + filters.query("after", last.end() + "." + last.key()),
            place == null ? null : PATH + chosen));
  }

  private static Owed.Cursor cursor(String place) {
    Matcher found = CURSOR.matcher(place == null ? "" : place);
    return found.matches()
        ? new Owed.Cursor(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)))
        : Owed.Cursor.START;
  }

  private static List<Choice> choices(Texts texts, String filter, String chosen, String... words) {
    List<Choice> choices = new ArrayList<>();
    for (String each : words) {
      String key = "deadlines." + filter + "." + (each.isEmpty() ? "any" : each);
      choices.add(Choice.of(each, texts.get(key), chosen));
    }
    return choices;
  }

  private List<Choice> types(String chosen, Texts texts) {
    List<Choice> choices = new ArrayList<>();
    choices.add(Choice.of("", texts.get("filter.anyType"), chosen));
    parts.types().names().stream()
        .sorted()
        .forEach(each -> choices.add(Choice.of(each, each, chosen)));
    return choices;
  }

  private DeadlinesPage.Row row(Owed owed, Instant now, Texts texts) {
    AnswerClock clock = owed.clock();
    AnswerClock.Flag flag = clock.flag(now);
    String other = owed.outbound() ? owed.facts().to() : owed.facts().from();
    String urged =
        clock.urged() == AnswerClock.Urged.NOT_YET
            ? ""
            : texts.get("deadlines.urged." + clock.urged());
    return new DeadlinesPage.Row(
        owed.facts().id().toString(),
        flag.name(),
        clock.due().date().toString(),
        left(clock, flag, now, texts),
        owed.outbound(),
        names.whole(other, texts),
        owed.facts().type(),
        owed.facts().urgent(),
        owed.state(),
        urged);
  }

  private static String left(AnswerClock clock, AnswerClock.Flag flag, Instant now, Texts texts) {
    Instant until = clock.answered() == null ? now : clock.answered();
    Duration over = Duration.between(clock.end(), until);
    return flag == AnswerClock.Flag.DUE
        ? texts.get("deadlines.left", "span", Ages.of(over.negated(), texts))
        : texts.get("deadlines.over", "span", Ages.of(over, texts));
  }

  private FileOut file(Visit visit) throws NotSound {
    Instant now = parts.clock().instant();
    List<Owed> found =
        owed(visit, question(new Filters(visit)), Owed.Cursor.START, MOST_IN_FILE + 1, now);
    if (found.size() > MOST_IN_FILE) {
      throw new NotSound(Said.TOO_MANY);
    }
    return FileOut.csv(
        "deadlines-" + Filters.today(parts),
        CsvTable.of(HEAD, found.stream().map(each -> cells(each, now)).toList()));
  }

  private static List<String> cells(Owed owed, Instant now) {
    AnswerClock clock = owed.clock();
    return List.of(
        owed.facts().id().toString(),
        owed.outbound() ? "OUT" : "IN",
        text(owed.facts().from()),
        text(owed.facts().to()),
        owed.facts().type(),
        owed.facts().urgent() ? "true" : "false",
        text(owed.facts().targetDivision()),
        owed.state(),
        text(clock.due().date()),
        text(clock.due().rule()),
        clock.flag(now).name(),
        text(clock.answered()),
        clock.urged().name());
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
