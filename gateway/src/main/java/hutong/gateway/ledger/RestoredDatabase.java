package hutong.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** A ledger in PostgreSQL that was restored by PostgreSQL's own tools. */
public final class RestoredDatabase {

  private RestoredDatabase() {}

  /**
   * Begins a new epoch on it.
   *
   * @param point until when it is whole
   * @return the new epoch
   * @throws LedgerFailure if a process runs on it
   */
  public static long begin(LedgerSettings place, Instant point, String node, Instant now) {
    PostgresDatabase database =
        new PostgresDatabase(place.url(), place.user(), place.password(), place.replica());
    try {
      database.migrate();
      try (Connection connection = database.writing()) {
        Sql sql = new Sql(connection);
        var unused = database.begin(sql);
        if (!Heartbeat.living(sql).isEmpty()) {
          throw new LedgerFailure("a process runs on this ledger; stop it first");
        }
        long epoch = Epochs.after(Long.parseLong(Meta.EPOCH.read(sql)), now);
        Epochs.begin(sql, epoch, point, node, now);
        connection.commit();
        return epoch;
      }
    } catch (SQLException failure) {
      throw new LedgerFailure("the new epoch could not be begun", failure);
    }
  }
}
