package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Stand;
import hutong.gateway.ledger.Event.Subject;
import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.DueDate;
import java.sql.SQLException;
import java.time.LocalDate;

/** The columns of a transfer that make up its facts, in one order. */
final class FactsColumns {
  /** Columns 1 to {@value #COUNT} of an answer; the transfer's table is called {@code t} there. */
  static final String ALL =
      "t.id, t.sender, t.recipient, t.type, t.schema_version, t.legal_basis, t.division,"
          + " t.division_date, t.correlation, t.urgent, t.created, t.expires";

  static final int COUNT = 12;

  /** Columns of an event's subject, after the facts. */
  static final String SUBJECT = "t.key, t.outbound, t.sender, t.id";

  /** The same of one that may come to stand otherwise. */
  static final String MOVING = SUBJECT + ", t.type, t.partner, t.state, t.cause";

  private FactsColumns() {}

  static TransferFacts read(Row row) throws SQLException {
    String date = row.text(8);
    return new TransferFacts(
        row.uuid(1),
        row.text(2),
        row.text(3),
        row.text(4),
        row.text(5),
        row.text(6),
        row.text(7),
        date == null ? null : LocalDate.parse(date),
        row.uuid(9),
        row.yes(10),
        row.instant(11),
        row.instant(12));
  }

  static Subject subject(Row row, int from) throws SQLException {
    return new Subject(
        row.number(from), row.yes(from + 1), row.text(from + 2), row.bytes(from + 3));
  }

  static Subject moving(Row row, int from) throws SQLException {
    String partner = row.text(from + 5);
    return new Subject(
        row.number(from),
        row.yes(from + 1),
        row.text(from + 2),
        row.bytes(from + 3),
        row.text(from + 4),
        partner,
        new Stand(partner, row.text(from + 6), row.text(from + 7)));
  }

  /** One that is new, or does not move. */
  static Subject subject(long key, boolean outbound, TransferFacts facts) {
    return new Subject(
        key,
        outbound,
        facts.from(),
        Sql.bytes(facts.id()),
        facts.type(),
        outbound ? facts.to() : facts.from(),
        null);
  }

  /** The due date's columns from the first place, its end, answer and stage from the second. */
  static AnswerClock clock(Row row, int due, int end) throws SQLException {
    DueDate date = due(row, due);
    return date == null
        ? null
        : new AnswerClock(
            date,
            row.instant(end),
            row.instant(end + 1),
            AnswerClock.Urged.valueOf(row.text(end + 2)));
  }

  /** Whether it matched and where it deviates, in two columns. */
  static Evaluation evaluation(Row row, int from) throws SQLException {
    Long matched = row.numberOrNull(from);
    return matched == null ? null : new Evaluation(matched != 0, ListText.read(row.text(from + 1)));
  }

  /** Date, rule and version of the calendar, in three columns. */
  static DueDate due(Row row, int from) throws SQLException {
    String date = row.text(from);
    return date == null
        ? null
        : new DueDate(LocalDate.parse(date), row.text(from + 1), row.text(from + 2));
  }
}
