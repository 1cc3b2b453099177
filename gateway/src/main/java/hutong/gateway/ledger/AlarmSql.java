package hutong.gateway.ledger;

import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Quarantined;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a person should look at: alarms, and envelopes that could not be verified. */
final class AlarmSql {
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

  static void add(Turn turn, List<Alarm> alarms) throws SQLException {
    Sql.Batch rows =
        turn.sql()
            .batch("INSERT INTO alarm (key, raised, code, partner, about) VALUES (?, ?, ?, ?, ?)");
    for (Alarm alarm : alarms) {
      rows.add(turn.nextKey(), alarm.at(), alarm.code(), alarm.partner(), alarm.about());
    }
    rows.run();
  }

  /** The same envelope is kept once, and alarmed each time it comes. */
  void quarantine(List<Quarantined> envelopes) {
    List<byte[]> locked = new ArrayList<>(envelopes.size());
    List<Alarm> alarms = new ArrayList<>(envelopes.size());
    for (Quarantined one : envelopes) {
      locked.add(bodies.lockEnvelope(one.digest(), one.envelope()));
      alarms.add(
          new Alarm(one.at(), Alarm.Code.ENVELOPE_QUARANTINED, one.claimedFrom(), one.digest()));
    }
    writer.write(
        turn -> {
          keep(turn, envelopes, locked);
          add(turn, alarms);
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
      rows.add(
          turn.nextKey(), one.at(), one.fault(), one.digest(), one.claimedFrom(), locked.get(i));
    }
    rows.run();
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

  /** Newest first. */
  List<Quarantined> quarantined(int max) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT kept, fault, digest, claimed_from, body FROM quarantine"
                    + " ORDER BY key DESC LIMIT ?",
                row ->
                    new Quarantined(
                        row.instant(1),
                        row.text(2),
                        row.text(3),
                        row.text(4),
                        bodies.openEnvelope(row.text(3), row.bytes(5))),
                max));
  }
}
