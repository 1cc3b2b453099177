package hutong.gateway.ledger;

import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Restores.Reoffer;
import hutong.routes.ledger.Restores.Thing;
import hutong.routes.ledger.Restores.Wrapped;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives members that were restored what they may lack, oldest first, a part at a time. */
final class ReofferSql {
  private static final Logger LOG = LoggerFactory.getLogger(ReofferSql.class);

  /** Clocks differ, and what was under way at the point may have arrived after it. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private static final Duration NOT_BEFORE = Duration.ofHours(1);

  /** Backups are not older, and nobody is given more. */
  private static final Duration FARTHEST = Duration.ofDays(36);

  /** Waiting for the way out at a time. */
  private static final int MOST_WAITING = 512;

  /** Transfers looked at together, and how often in one part. */
  private static final int WINDOW = 10_000;

  private static final int WINDOWS = 20;

  private static final String ROLE = "reoffer";

  private final Sql sql;
  private final Bodies bodies;

  ReofferSql(Sql sql, Bodies bodies) {
    this.sql = sql;
    this.bodies = bodies;
  }

  private record Before(long epoch, Instant begun) {}

  static boolean heard(Sql sql, String member, long epoch, Instant point, Instant now)
      throws SQLException {
    Before before =
        sql.first(
                "SELECT epoch, begun FROM reoffer WHERE partner = ?",
                row -> new Before(row.number(1), row.instant(2)),
                member)
            .orElse(null);
    if (before != null && (epoch < before.epoch || now.isBefore(before.begun.plus(NOT_BEFORE)))) {
      return false;
    }
    Instant since = point.minus(MARGIN);
    Instant farthest = now.minus(FARTHEST);
    sql.update(
        "INSERT INTO reoffer (partner, epoch, since, begun, reached, ending, items)"
            + " SELECT CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), 0,"
            + " COALESCE(MAX(key), 0), 0 FROM transfer WHERE true"
            + " ON CONFLICT (partner) DO UPDATE SET epoch = excluded.epoch, since = excluded.since,"
            + " begun = excluded.begun, reached = 0, ending = excluded.ending, items = 0,"
            + " finished = NULL",
        member,
        epoch,
        since.isBefore(farthest) ? farthest : since,
        now);
    LOG.info("{} was restored to {}; what it may lack is re-offered", member, point);
    return true;
  }

  private record Duty(String member, long epoch, long since, long reached, long ending) {}

  /**
   * @param perSecond 0: no bound
   */
  List<Reoffer> next(int perSecond) throws SQLException {
    List<Reoffer> parts = new ArrayList<>();
    for (Duty duty : duties()) {
      int room = MOST_WAITING - waiting(duty.member);
      int most = perSecond == 0 ? room : Math.min(perSecond, room);
      if (most > 0) {
        parts.add(part(duty, most));
      }
    }
    return parts;
  }

  private List<Duty> duties() throws SQLException {
    return sql.list(
        "SELECT partner, epoch, since, reached, ending FROM reoffer WHERE finished IS NULL",
        row -> new Duty(row.text(1), row.number(2), row.number(3), row.number(4), row.number(5)));
  }

  private int waiting(String member) throws SQLException {
    return sql.first(
            "SELECT COUNT(*) FROM control WHERE destination = ? AND about IS NOT NULL",
            row -> (int) row.number(1),
            member)
        .orElse(0);
  }

  private record Found(long key, boolean outbound, TransferId id, byte[] body, byte[] wrapped) {}

  private Reoffer part(Duty duty, int most) throws SQLException {
    List<Found> found = new ArrayList<>();
    long reached = duty.reached;
    for (int i = 0; i < WINDOWS && found.size() < most && reached < duty.ending; i++) {
      long until = end(reached, duty.ending);
      found.addAll(between(duty, reached, until, most - found.size()));
      reached = found.size() < most ? until : found.get(found.size() - 1).key;
    }
    List<Thing> things = new ArrayList<>();
    for (Found one : found) {
      try {
        byte[] signed =
            bodies.openPayload(one.outbound, one.id, Bodies.SIGNED, one.body, one.wrapped);
        things.add(new Thing(one.key, one.id.id(), signed, receipts(one)));
      } catch (LedgerFailure damaged) {
        LOG.error("Record {} is damaged and not re-offered to {}", one.id.id(), duty.member);
      }
    }
    boolean last = found.size() < most && reached >= duty.ending;
    return new Reoffer(duty.member, duty.epoch, things, reached, last);
  }

  /** Of the window that begins behind a transfer. */
  private long end(long after, long ending) throws SQLException {
    List<Long> window =
        sql.list(
            "SELECT key FROM transfer WHERE key > ? AND key <= ? ORDER BY key LIMIT 1 OFFSET ?",
            row -> row.number(1),
            after,
            ending,
            WINDOW);
    return window.isEmpty() ? ending : window.get(0);
  }

  /** By key: through the index of one partner's records all of them would be read, each time. */
  private List<Found> between(Duty duty, long after, long until, int most) throws SQLException {
    return sql.list(
        "SELECT t.key, t.outbound, t.sender, t.id, p.body, k.wrapped FROM transfer t"
            + " JOIN payload p ON p.transfer = t.key"
            + " LEFT JOIN payload_key k ON k.transfer = t.key WHERE t.key > ? AND t.key <= ?"
            + " AND t.partner || '' = ? AND t.changed >= ? AND p.role = 'signed'"
            + " ORDER BY t.key LIMIT ?",
        row ->
            new Found(
                row.number(1),
                row.yes(2),
                new TransferId(row.text(3), row.uuid(4)),
                row.bytes(5),
                row.bytes(6)),
        after,
        until,
        duty.member,
        duty.since,
        most);
  }

  private List<byte[]> receipts(Found one) throws SQLException {
    return sql.list(
        "SELECT slot, body FROM receipt WHERE transfer = ? AND slot IN ('TRANSPORT', 'FINAL')"
            + " ORDER BY key",
        row -> bodies.open(one.outbound, one.id, row.text(1), row.bytes(2)),
        one.key);
  }

  void offered(
      Turn turn, Reoffer part, List<Wrapped> things, LongFunction<byte[]> closing, Instant now)
      throws SQLException {
    Sql.Batch rows =
        sql.batch(
            "INSERT INTO control (key, destination, body, attempts, about) VALUES (?, ?, ?, 0, ?)");
    for (Wrapped thing : things) {
      TransferId id =
          part.things().stream()
              .filter(each -> each.key() == thing.key())
              .map(each -> new TransferId(part.member(), each.id()))
              .findFirst()
              .orElseThrow();
      byte[] body = bodies.lock(true, id, ROLE, thing.signedData());
      rows.add(turn.nextKey(), part.member(), body, thing.key());
    }
    rows.run();
    int moved =
        sql.update(
            "UPDATE reoffer SET reached = ?, items = items + ?, finished = ?"
                + " WHERE partner = ? AND epoch = ? AND finished IS NULL",
            part.reached(),
            things.size(),
            part.last() ? now : null,
            part.member(),
            part.epoch());
    if (part.last() && moved > 0) {
      long items =
          sql.first(
                  "SELECT items FROM reoffer WHERE partner = ?",
                  row -> row.number(1),
                  part.member())
              .orElse(0L);
      ControlSql.add(turn, part.member(), closing.apply(items));
    }
  }

  /** Those that wait for this destination. */
  List<Outgoing> due(String destination, int max) throws SQLException {
    return sql.list(
        "SELECT "
            + FactsColumns.ALL
            + ", c.key, c.attempts, c.body FROM control c JOIN transfer t ON t.key = c.about"
            + " WHERE c.destination = ? AND c.about IS NOT NULL ORDER BY c.key LIMIT ?",
        row -> {
          TransferFacts facts = FactsColumns.read(row);
          byte[] body = row.bytes(FactsColumns.COUNT + 3);
          return new Outgoing.Signed(
              row.number(FactsColumns.COUNT + 1),
              (int) row.number(FactsColumns.COUNT + 2),
              facts,
              bodies.open(true, new TransferId(destination, facts.id()), ROLE, body));
        },
        destination,
        max);
  }
}
