package hutong.gateway.ledger;

import hutong.routes.ledger.Rehearsals;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps what partners say of this node's next keys. */
final class RehearsalSql implements Rehearsals {

  private final GroupCommit writer;
  private final Readers readers;

  RehearsalSql(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public void asked(String partner, UUID id, byte[] signedData, Instant now) {
    writer.write(
        turn -> {
          turn.sql()
              .update(
                  "INSERT INTO rehearsal (partner, id, asked) VALUES (?, ?, ?)"
                      + " ON CONFLICT (partner) DO UPDATE SET id = excluded.id,"
                      + " asked = excluded.asked, answered = NULL, verdict = NULL, version = NULL",
                  partner,
                  id,
                  now);
          ControlSql.add(turn, partner, signedData);
          return null;
        });
  }

  @Override
  public void answered(
      String partner, UUID id, String verdict, long directoryVersion, Instant now) {
    writer.write(
        turn ->
            turn.sql()
                .update(
                    "UPDATE rehearsal SET answered = ?, verdict = ?, version = ?"
                        + " WHERE partner = ? AND id = ? AND answered IS NULL",
                    now,
                    verdict,
                    directoryVersion,
                    partner,
                    id));
  }

  @Override
  public List<Rehearsal> all() {
    return readers.read(
        sql ->
            sql.list(
                "SELECT partner, asked, answered, verdict, COALESCE(version, 0) FROM rehearsal"
                    + " ORDER BY partner",
                row ->
                    new Rehearsal(
                        row.text(1), row.instant(2), row.instant(3), row.text(4), row.number(5))));
  }
}
