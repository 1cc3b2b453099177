package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.routes.Refusal;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.TransferId;
import hutong.schemas.DueDate;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A record in the mailbox of a system that answers for it.
 *
 * @param state null for a notice about a record that the system posted
 * @param decides whether the system decides, or only reads
 * @param link what it has to do with a case
 * @param lease under which it was handed out last; null if never
 * @param marked whether it bears a data-quality mark
 * @param answers whether it answers a request
 * @param sought since when its person has been sought; null if that is known
 */
record HandedOut(
    Subject subject,
    InboundState state,
    String digest,
    Instant arrived,
    DueDate due,
    boolean decides,
    Place place,
    UUID lease,
    CaseLink link,
    boolean marked,
    boolean answers,
    Instant sought) {

  /** Where it is. */
  enum Place {
    WAITING,
    LEASED,
    RETURNED,
    TAKEN,
    /** Not to be handed out until the sender has given back what was lost by a restore. */
    RETAINED
  }

  static Map<TransferId, HandedOut> load(Sql sql, String system, List<TransferId> ids)
      throws SQLException {
    Map<TransferId, HandedOut> found = new HashMap<>();
    sql.among(
        "SELECT "
            + FactsColumns.MOVING
            + ", t.state, t.digest, t.arrived, t.due_date, t.due_rule, t.due_calendar, m.role,"
            + " m.state, m.lease, "
            + CaseLink.COLUMNS
            + ", t.marked, t.reply, t.sought_since FROM transfer t JOIN mailbox m ON m.transfer = t.key AND "
            + Successor.of("m.system")
            + " = ? WHERE {any}",
        "(t.id = ? AND t.sender = ?)",
        ids.stream().map(id -> new Object[] {id.id(), id.from()}).toList(),
        row -> found.merge(new TransferId(row.text(3), row.uuid(4)), read(row), HandedOut::open),
        system);
    return found;
  }

  /** A system may have posted what it gets itself: then there can be a notice beside the record. */
  private static HandedOut open(HandedOut one, HandedOut other) {
    return one.place == Place.TAKEN || (one.state == null && other.place != Place.TAKEN)
        ? other
        : one;
  }

  private static HandedOut read(Row row) throws SQLException {
    return new HandedOut(
        FactsColumns.moving(row, 1),
        row.yes(2) ? null : InboundState.valueOf(row.text(9)),
        row.text(10),
        row.instant(11),
        FactsColumns.due(row, 12),
        row.text(15) == null,
        Place.valueOf(row.text(16)),
        row.uuid(17),
        CaseLink.read(row, 18),
        row.yes(18 + CaseLink.COUNT),
        row.yes(19 + CaseLink.COUNT),
        row.instant(20 + CaseLink.COUNT));
  }

  /** Whether an answer under this lease counts. */
  boolean under(UUID asked) {
    return asked.equals(lease);
  }

  HandedOut now(Place next) {
    return new HandedOut(
        subject, state, digest, arrived, due, decides, next, lease, link, marked, answers, sought);
  }

  HandedOut decided(Refusal refusal) {
    InboundState outcome = refusal == null ? InboundState.ACCEPTED : InboundState.REJECTED;
    return now(Place.TAKEN).in(outcome);
  }

  /** Set aside until its person is known. */
  HandedOut parked() {
    return now(Place.TAKEN).in(InboundState.PARKED);
  }

  private HandedOut in(InboundState next) {
    return new HandedOut(
        subject, next, digest, arrived, due, decides, place, lease, link, marked, answers, sought);
  }
}
