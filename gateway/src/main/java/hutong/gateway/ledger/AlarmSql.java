package hutong.gateway.ledger;

import hutong.certs.PayloadVault;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.InQuarantine;
import hutong.routes.ledger.Quarantined;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what a person should look at: alarms, and envelopes that could not be verified. */
final class AlarmSql {
  private static final int MOST_AN_HOUR = 50;
  private static final Duration HOUR = Duration.ofHours(1);

  /** Of one member. */
  private static final int MOST_KEPT = 1_000;

  private static final long MOST_BYTES_KEPT = 64L << 20;
  private static final String DROP =
      "DELETE FROM quarantine WHERE key IN (SELECT key FROM (SELECT key,"
          + " ROW_NUMBER() OVER (ORDER BY key DESC) AS place,"
          + " SUM(LENGTH(body)) OVER (ORDER BY key DESC) AS total"
          + " FROM quarantine WHERE claimed_from %s) AS kept WHERE place > ? OR total > ?)";

  private record Cause(Alarm.Code code, String partner) {}

  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;

  AlarmSql(GroupCommit writer, Readers readers, Bodies bodies) {
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
  }

  void raise(List<Alarm> alarms) {
    writer.write(
        turn -> {
          add(turn, alarms);
          return null;
        });
  }

  boolean warn(String key, Alarm alarm) {
    return writer.write(
        turn -> {
          int first =
              turn.sql()
                  .update(
                      "INSERT INTO warned (what, raised) VALUES (?, ?) ON CONFLICT (what) DO NOTHING",
                      key,
                      alarm.at());
          if (first > 0) {
            add(turn, List.of(alarm));
          }
          return first > 0;
        });
  }

  /** Of one code about one partner so many an hour: whoever floods fills neither list nor disk. */
  static void add(Turn turn, List<Alarm> alarms) throws SQLException {
    Map<Cause, Long> room = new HashMap<>();
    Sql.Batch rows =
        turn.sql()
            .batch("INSERT INTO alarm (key, raised, code, partner, about) VALUES (?, ?, ?, ?, ?)");
    for (Alarm alarm : alarms) {
      Cause cause = new Cause(alarm.code(), alarm.partner());
      long left = room.containsKey(cause) ? room.get(cause) : room(turn, cause, alarm.at());
      if (left > 0) {
        rows.add(turn.nextKey(), alarm.at(), alarm.code(), alarm.partner(), alarm.about());
      }
      room.put(cause, left - 1);
    }
    rows.run();
  }

  private static long room(Turn turn, Cause cause, Instant at) throws SQLException {
    Instant since = at.minus(HOUR);
    String about = "SELECT COUNT(*) FROM alarm WHERE code = ? AND raised > ? AND partner ";
    Optional<Long> raised =
        cause.partner == null
            ? turn.sql().first(about + "IS NULL", row -> row.number(1), cause.code, since)
            : turn.sql()
                .first(about + "= ?", row -> row.number(1), cause.code, since, cause.partner);
    return MOST_AN_HOUR - raised.orElse(0L);
  }

  /** The same envelope is kept once, and alarmed each time it comes. */
  void quarantine(List<Quarantined> envelopes) {
    List<byte[]> locked = new ArrayList<>(envelopes.size());
    List<Alarm> alarms = new ArrayList<>(envelopes.size());
    for (Quarantined one : envelopes) {
      locked.add(bodies.lockEnvelope(one.digest(), one.envelope()));
      alarms.add(new Alarm(one.at(), Alarm.Code.ENVELOPE_QUARANTINED, one.from(), one.digest()));
    }
    writer.write(
        turn -> {
          keep(turn, envelopes, locked);
          for (String from : new HashSet<>(alarms.stream().map(Alarm::partner).toList())) {
            drop(turn, from);
          }
          add(turn, alarms);
          FailureBook.quarantined(turn, envelopes);
          return null;
        });
  }

  private static void keep(Turn turn, List<Quarantined> envelopes, List<byte[]> locked)
      throws SQLException {
    Sql.Batch rows =
        turn.sql()
            .batch(
                "INSERT INTO quarantine (key, kept, fault, digest, claimed_from, body)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING");
    for (int i = 0; i < envelopes.size(); i++) {
      Quarantined one = envelopes.get(i);
      rows.add(turn.nextKey(), one.at(), one.fault(), one.digest(), one.from(), locked.get(i));
    }
    rows.run();
  }

  /** The oldest of this member beyond what is kept of one. */
  private static void drop(Turn turn, String from) throws SQLException {
    if (from == null) {
      turn.sql().update(DROP.formatted("IS NULL"), MOST_KEPT, MOST_BYTES_KEPT);
    } else {
      turn.sql().update(DROP.formatted("= ?"), from, MOST_KEPT, MOST_BYTES_KEPT);
    }
  }

  /** Newest first. */
  List<Alarm> alarms(int max) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT raised, code, partner, about FROM alarm ORDER BY key DESC LIMIT ?",
                row ->
                    new Alarm(
                        row.instant(1), Alarm.Code.valueOf(row.text(2)), row.text(3), row.text(4)),
                max));
  }

  /** Newest first, without the envelopes: together they may be more than memory holds. */
  List<InQuarantine> quarantined(int max) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT kept, fault, digest, claimed_from, LENGTH(body) FROM quarantine"
                    + " ORDER BY key DESC LIMIT ?",
                row ->
                    new InQuarantine(
                        row.instant(1),
                        row.text(2),
                        row.text(3),
                        row.text(4),
                        row.number(5) - PayloadVault.OVERHEAD),
                max));
  }

  Optional<byte[]> envelope(String digest) {
    return readers.read(
        sql ->
            sql.first(
                "SELECT body FROM quarantine WHERE digest = ?",
                row -> bodies.openEnvelope(digest, row.bytes(1)),
                digest));
  }
}
