package hutong.gateway.ledger;

import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Viewer;
import hutong.routes.ledger.Why;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Says why a transfer stands where it does. Every count reads a bounded part of an index, so that
 * asking costs the same however much waits.
 */
final class WhySql {

  private final Readers readers;
  private final ViewRows rows;

  WhySql(Readers readers, Bodies bodies) {
    this.readers = readers;
    this.rows = new ViewRows(bodies);
  }

  Optional<Why> why(UUID id, Viewer viewer) {
    return readers.read(
        sql -> {
          Optional<ViewSql.Seen> seen = ViewSql.seen(sql, id, viewer);
          if (seen.isEmpty()) {
            return Optional.empty();
          }
          long key = seen.get().key();
          Optional<TransferView> view =
              sql.first(ViewRows.SELECT + " WHERE t.key = ?", rows::read, key);
          return view.isEmpty()
              ? Optional.empty()
              : Optional.of(new About(sql, key, view.get()).why());
        });
  }

  /** One transfer, and what is asked of it. */
  private record About(Sql sql, long key, TransferView view) {

    private Why why() throws SQLException {
      return switch (view.state()) {
        case "SUBMITTED", "WAITING_RETRY" -> destination();
        case "HELD" -> said(null, null, held());
        case "SET_ASIDE" -> said(detail(), null, alike());
        case "PARKED" -> parked();
        case "OFFERED" -> offered();
        case "SENT" -> said(null, view.nextAttempt(), alike());
        case "REJECTED" -> said(refusal(), null, view.outbound() ? ended(refusal()) : 0);
        case "EXPIRED", "ABANDONED" -> said(null, null, ended(null));
        case "ACCEPTED", "WITHDRAWN", "SUPERSEDED" -> said(null, null, 0);
        default -> said(null, null, alike());
      };
    }

    private Why said(String cause, Instant until, int others) {
      return new Why(view, cause, view.changedAt(), until, others);
    }

    /** Records and receipts wait in one line. */
    private Why destination() throws SQLException {
      String to = view.facts().to();
      Standing standing = Standing.of(sql, to);
      int others =
          count(
                  "SELECT 1 FROM outbox WHERE destination = ? AND kind IN (0, 1)",
                  to,
                  Why.MOST_COUNTED + 1)
              - 1;
      if (standing.paused() != null) {
        return new Why(view, "PAUSED", standing.paused(), null, Math.max(0, others));
      }
      return standing.broken()
          ? new Why(
              view, standing.cause(), standing.since(), standing.nextAttempt(), Math.max(0, others))
          : said(null, null, Math.max(0, others));
    }

    private int held() throws SQLException {
      long stream =
          sql.first("SELECT stream FROM transfer WHERE key = ?", row -> row.number(1), key)
              .orElse(0L);
      return less(
          count(
              "SELECT 1 FROM transfer WHERE stream = ? AND state = 'HELD'",
              stream,
              Why.MOST_COUNTED + 1));
    }

    /** The newest word of the event that brought it here. */
    private String detail() throws SQLException {
      return sql.first(
              "SELECT detail FROM event WHERE transfer = ? AND what = ? ORDER BY number DESC LIMIT"
                  + " 1",
              row -> row.text(1),
              key,
              view.state())
          .orElse(null);
    }

    private Why parked() throws SQLException {
      String cause =
          sql.first("SELECT parked FROM transfer WHERE key = ?", row -> row.text(1), key)
              .orElse(null);
      int others =
          count(
              "SELECT 1 FROM (SELECT parked FROM transfer WHERE outbound = 0 AND state = 'PARKED'"
                  + " LIMIT ?) p WHERE p.parked = ?",
              Why.MOST_COUNTED,
              cause,
              Why.MOST_COUNTED + 1);
      return said(cause, null, less(others));
    }

    private Why offered() throws SQLException {
      Instant until =
          sql.first(
                  "SELECT lease_until FROM mailbox WHERE transfer = ? AND system = ?",
                  row -> row.instant(1),
                  key,
                  view.system())
              .orElse(null);
      int waiting =
          count(
              "SELECT 1 FROM mailbox WHERE system = ? AND state IN ('WAITING', 'RETURNED')",
              view.system(),
              Why.MOST_COUNTED + 1);
      return said(null, until, until == null ? less(waiting) : waiting);
    }

    /** Of the same type, to or from the same partner. */
    private int alike() throws SQLException {
      String partner = view.outbound() ? view.facts().to() : view.facts().from();
      String alike = "SELECT 1 FROM transfer WHERE outbound = ? AND state = ? AND type = ? AND ";
      return less(
          partner == null
              ? count(
                  alike + "partner IS NULL",
                  view.outbound(),
                  view.state(),
                  view.facts().type(),
                  Why.MOST_COUNTED + 1)
              : count(
                  alike + "partner = ?",
                  view.outbound(),
                  view.state(),
                  view.facts().type(),
                  partner,
                  Why.MOST_COUNTED + 1));
    }

    private String refusal() {
      return view.refusal() == null ? null : view.refusal().code().name();
    }

    /** Among what its poster was told last. */
    private int ended(String code) throws SQLException {
      String told =
          "SELECT 1 FROM (SELECT what, code FROM outcome WHERE system = ? ORDER BY number DESC"
              + " LIMIT ?) o WHERE o.what = ?";
      return less(
          code == null
              ? count(told, view.system(), Why.MOST_COUNTED, view.state(), Why.MOST_COUNTED + 1)
              : count(
                  told + " AND o.code = ?",
                  view.system(),
                  Why.MOST_COUNTED,
                  view.state(),
                  code,
                  Why.MOST_COUNTED + 1));
    }

    private static int less(int counted) {
      return Math.max(0, counted - 1);
    }

    /** The last value bounds the count. */
    private int count(String rows, Object... values) throws SQLException {
      return sql.first(
              "SELECT COUNT(*) FROM (" + rows + " LIMIT ?) counted",
              row -> (int) row.number(1),
              values)
          .orElse(0);
    }
  }
}
