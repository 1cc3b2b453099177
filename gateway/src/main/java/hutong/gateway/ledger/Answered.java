package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Interim;
import hutong.routes.ledger.OutboundState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Notes what a recipient answered. It counts for what was asked and is still open, and not after
 * something newer, so that an old answer sent once more changes nothing.
 */
final class Answered {
  static final String STILL_OPEN = "STILL_OPEN";
  static final String NOT_KNOWN = "NOT_KNOWN";

  private final Turn turn;
  private final String by;
  private final Instant saidAt;
  private final Instant now;

  Answered(Turn turn, String by, Instant saidAt, Instant now) {
    this.turn = turn;
    this.by = by;
    this.saidAt = saidAt;
    this.now = now;
  }

  private record Asked(Subject subject, OutboundState state, Instant changed, Instant interim) {
    private boolean before(Instant said) {
      return said.isAfter(changed) && (interim == null || said.isAfter(interim));
    }
  }

  void note(List<Interim> items) throws SQLException {
    Map<UUID, Asked> asked = asked(items);
    Sql.Batch open = turn.sql().batch("UPDATE transfer SET interim = ? WHERE key = ?");
    Sql.Batch unknown =
        turn.sql().batch("UPDATE transfer SET interim = ?, quiet_since = NULL WHERE key = ?");
    List<Alarm> alarms = new ArrayList<>();
    for (Interim item : items) {
      Asked about = asked.remove(item.id());
      if (about == null || !about.before(saidAt)) {
        continue;
      }
      boolean known = item.state() != null;
      (known ? open : unknown).add(saidAt, about.subject.key());
      String detail = known ? item.state() + (item.since() == null ? "" : " " + item.since()) : "";
      turn.event(about.subject, new What(known ? STILL_OPEN : NOT_KNOWN, null, detail), now);
      if (!known && about.state == OutboundState.DELIVERED) {
        alarms.add(new Alarm(now, Alarm.Code.PARTNER_LOST_RECORD, by, item.id().toString()));
      }
    }
    open.run();
    unknown.run();
    AlarmSql.add(turn, alarms);
  }

  private Map<UUID, Asked> asked(List<Interim> items) throws SQLException {
    Map<UUID, Asked> asked = new HashMap<>();
    turn.sql()
        .among(
            "SELECT "
                + FactsColumns.SUBJECT
                + ", t.state, t.changed, t.interim FROM transfer t WHERE t.recipient = ?"
                + " AND t.quiet_since IS NOT NULL AND t.asks > 0 AND {any}",
            "(t.id = ? AND t.outbound = 1)",
            Sql.keys(items.stream().map(Interim::id).toList()),
            row ->
                asked.put(
                    row.uuid(4),
                    new Asked(
                        FactsColumns.subject(row, 1),
                        OutboundState.valueOf(row.text(5)),
                        row.instant(6),
                        row.instant(7))),
            by);
    return asked;
  }
}
