package hutong.gateway.ledger;

import hutong.gateway.ledger.ReceiveSql.Came;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.TransferId;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What arrived before, in the ledger or earlier in the same batch: by (sender, id), and the latest
 * version of each source row.
 */
final class Arrived {
  private final Map<TransferId, Known> transfers = new HashMap<>();
  private final Map<Source, Long> versions = new HashMap<>();

  /**
   * A transfer that arrived before.
   *
   * @param here whether it arrived in the same batch
   */
  record Known(long key, String digest, boolean here) {}

  private record Source(String sender, String type, ByteBuffer index) {}

  private Arrived() {}

  static Arrived load(Sql sql, List<Came> came) throws SQLException {
    Arrived arrived = new Arrived();
    List<Object[]> ids = new ArrayList<>(came.size());
    List<Object[]> sources = new ArrayList<>(came.size());
    for (Came one : came) {
      Arrival a = one.arrival();
      ids.add(new Object[] {one.id().id()});
      if (a.sourceIndex() != null) {
        sources.add(new Object[] {a.sourceIndex(), a.facts().type(), a.sourceVersion()});
      }
    }
    sql.among(
        "SELECT sender, id, key, digest FROM transfer WHERE outbound = 0 AND {any}",
        "id = ?",
        ids,
        row ->
            arrived.transfers.put(
                new TransferId(row.text(1), row.uuid(2)),
                new Known(row.number(3), row.text(4), false)));
    sql.among(
        "SELECT sender, type, source_index, source_version FROM transfer WHERE {any}",
        "(source_index = ? AND type = CAST(? AS TEXT) AND source_version > ? AND outbound = 0"
            + " AND state <> 'REJECTED')",
        sources,
        row ->
            arrived.versions.merge(
                new Source(row.text(1), row.text(2), row.key(3)), row.number(4), Math::max));
    return arrived;
  }

  Known known(TransferId id) {
    return transfers.get(id);
  }

  /** Whether a later version of the same source row was taken already. */
  boolean stale(Arrival arrival) {
    return arrival.sourceIndex() != null
        && versions.getOrDefault(source(arrival), Long.MIN_VALUE) > arrival.sourceVersion();
  }

  void learn(Came came, long key, boolean taken) {
    Arrival arrival = came.arrival();
    transfers.put(came.id(), new Known(key, arrival.digest(), true));
    if (taken && arrival.sourceIndex() != null) {
      versions.merge(source(arrival), arrival.sourceVersion(), Math::max);
    }
  }

  private static Source source(Arrival arrival) {
    return new Source(
        arrival.facts().from(), arrival.facts().type(), ByteBuffer.wrap(arrival.sourceIndex()));
  }
}
