package hutong.gateway.ledger;

import hutong.routes.ledger.RateCounts;
import hutong.routes.ledger.Rates.By;
import hutong.routes.ledger.Rates.Counts;
import hutong.routes.ledger.Rates.Group;
import hutong.routes.ledger.Rates.Question;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many records were to be sent, as far as anybody said so for exactly the days asked for. A
 * group in which there is a record that nothing was said about has no expectation.
 */
final class Expectations {
  private static final Set<By> APART = Set.of(By.NODE, By.DIVISION, By.TYPE);

  private final Sql sql;
  private final Question question;

  Expectations(Sql sql, Question question) {
    this.sql = sql;
    this.question = question;
  }

  /** One period of one cell, which is a sender's division and type. */
  private record Part(Group cell, LocalDate first, LocalDate last, long number) {
    private long days() {
      return ChronoUnit.DAYS.between(first, last) + 1;
    }
  }

  List<Counts> over(List<Counts> counted) throws SQLException {
    Map<Group, Long> said = said();
    if (said.isEmpty()) {
      return counted;
    }
    Map<Group, Long> expected = new HashMap<>();
    said.forEach((cell, number) -> expected.merge(coarse(cell), number, Long::sum));
    Set<Group> open = new HashSet<>();
    for (Group cell : sent()) {
      if (!said.containsKey(cell)) {
        open.add(coarse(cell));
      }
    }
    expected.keySet().removeAll(open);
    List<Counts> over = new ArrayList<>();
    for (Counts one : counted) {
      over.add(new Counts(one.group(), one.counts().expecting(expected.remove(one.group()))));
    }
    expected.forEach((group, number) -> over.add(new Counts(group, none(number))));
    return over;
  }

  /** Periods inside of the days asked for that cover each of them once. */
  private Map<Group, Long> said() throws SQLException {
    List<Part> parts =
        sql.list(
            "SELECT outbound, partner, division, type, first_day, last_day, expected"
                + " FROM expectation WHERE first_day >= ? AND first_day <= ? AND last_day <= ?"
                + " ORDER BY outbound, partner, division, type, first_day, last_day",
            row ->
                new Part(
                    new Group(row.yes(1), row.text(2), row.text(3), row.text(4), null),
                    LocalDate.parse(row.text(5)),
                    LocalDate.parse(row.text(6)),
                    row.number(7)),
            question.from(),
            question.to(),
            question.to());
    Map<Group, Long> days = new HashMap<>();
    Map<Group, Long> numbers = new HashMap<>();
    Map<Group, LocalDate> reached = new HashMap<>();
    Set<Group> overlapping = new HashSet<>();
    for (Part part : parts) {
      LocalDate before = reached.put(part.cell, part.last);
      if (before != null && !part.first.isAfter(before)) {
        overlapping.add(part.cell);
      }
      days.merge(part.cell, part.days(), Long::sum);
      numbers.merge(part.cell, part.number, Long::sum);
    }
    long asked = ChronoUnit.DAYS.between(question.from(), question.to()) + 1;
    numbers.keySet().removeIf(cell -> overlapping.contains(cell) || days.get(cell) != asked);
    return numbers;
  }

  /** Cells of which there is any record. */
  private List<Group> sent() throws SQLException {
    Question cells = new Question(question.from(), question.to(), APART);
    return sql.list(
        "SELECT "
            + RateSql.groups(cells)
            + " FROM transfer t WHERE t.created >= ? AND t.created < ? AND "
            + RateSql.COUNTED
            + " GROUP BY 1, 2, 3, 4, 5",
        RateSql::group,
        RateSql.start(question.from()),
        RateSql.start(question.to().plusDays(1)));
  }

  private Group coarse(Group cell) {
    Set<By> by = question.by();
    return new Group(
        cell.outbound(),
        by.contains(By.NODE) ? cell.node() : null,
        by.contains(By.DIVISION) ? cell.division() : null,
        by.contains(By.TYPE) ? cell.type() : null,
        null);
  }

  private static RateCounts none(long expected) {
    return new RateCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, expected);
  }
}
