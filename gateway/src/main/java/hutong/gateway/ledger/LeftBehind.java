package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.gateway.ledger.HandedOut.Place;
import hutong.routes.ledger.InboundState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is in the mailbox of a system that has ended and was not answered, some of it at a time. */
final class LeftBehind {
  private static final String SELECT =
      "SELECT "
          + FactsColumns.MOVING
          + ", m.role, m.state, m.lease_until, t.state FROM mailbox m JOIN transfer t ON t.key = m.transfer"
          + " WHERE m.system = ? AND ";

  private static final String NO_NOTICE =
      "(m.role IS NULL OR m.role <> '" + Notices.ROLE + "') AND ";

  private final Turn turn;
  private final String old;
  private final Instant now;

  LeftBehind(Turn turn, String old, Instant now) {
    this.turn = turn;
    this.old = old;
    this.now = now;
  }

  private record Item(
      Subject subject, boolean decides, Place place, Instant leaseUntil, String state) {
    long key() {
      return subject.key();
    }
  }

  /** Each of the conditions has an index of its own. */
  private List<Item> items(String of, int max) throws SQLException {
    List<Item> found = new ArrayList<>();
    for (String which :
        List.of(
            "m.state IN ('WAITING', 'RETURNED') ORDER BY m.transfer",
            "m.lease_until > 0 AND m.state = 'LEASED' ORDER BY m.lease_until",
            "m.state = 'RETAINED' ORDER BY m.transfer")) {
      found.addAll(
          turn.sql()
              .list(
                  SELECT + of + which + " LIMIT ?",
                  row ->
                      new Item(
                          FactsColumns.moving(row, 1),
                          row.text(9) == null,
                          Place.valueOf(row.text(10)),
                          row.instant(11),
                          row.text(12)),
                  old,
                  max));
    }
    found.sort(Comparator.comparing(Item::key));
    return found.subList(0, Math.min(max, found.size()));
  }

  /** What the successor has already, as a reader beside, it does not get twice. */
  int moveTo(String by, Instant until, int max) throws SQLException {
    List<Item> items = items("", max);
    Sql.Batch doubled =
        turn.sql()
            .batch("DELETE FROM mailbox WHERE transfer = ? AND system = ? AND role IS NOT NULL");
    for (Item item : items) {
      if (item.decides) {
        doubled.add(item.key(), by);
      }
    }
    doubled.run();
    Sql.Batch spare =
        turn.sql()
            .batch(
                "DELETE FROM mailbox WHERE transfer = ? AND system = ? AND EXISTS (SELECT 1 FROM"
                    + " mailbox n WHERE n.transfer = mailbox.transfer AND n.system = ?)");
    Sql.Batch rows =
        turn.sql()
            .batch(
                "UPDATE mailbox SET system = ?, state = ?, lease_until = ?"
                    + " WHERE transfer = ? AND system = ?");
    Sql.Batch deciders =
        turn.sql()
            .batch("UPDATE transfer SET system = ? WHERE key = ? AND outbound = 0 AND system = ?");
    for (Item item : items) {
      boolean runs = item.place == Place.LEASED && until.isAfter(now);
      Instant end = runs && item.leaseUntil.isAfter(until) ? until : item.leaseUntil;
      Place place = item.place == Place.LEASED && !runs ? Place.WAITING : item.place;
      spare.add(item.key(), old, by);
      rows.add(by, place, runs ? end : null, item.key(), old);
      deciders.add(by, item.key(), old);
      turn.event(item.subject, new What("TAKEN_OVER", null, old + " -> " + by), now);
    }
    spare.run();
    rows.run();
    deciders.run();
    return items.size();
  }

  /** Copies for reading end with it; what it would have been told about its own is left there. */
  int giveBack(int max) throws SQLException {
    List<Item> items = items(NO_NOTICE, max);
    Sql.Batch rows = turn.sql().batch("DELETE FROM mailbox WHERE transfer = ? AND system = ?");
    Sql.Batch transfers =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = 'RECEIVED', changed = ?, system = NULL"
                    + " WHERE key = ? AND state = 'OFFERED'");
    for (Item item : items) {
      rows.add(item.key(), old);
      if (item.decides && item.state.equals(InboundState.OFFERED.name())) {
        transfers.add(now, item.key());
        turn.event(
            item.subject, new What(InboundState.RECEIVED, null, "given back by " + old), now);
      }
    }
    rows.run();
    transfers.run();
    return items.size();
  }
}
