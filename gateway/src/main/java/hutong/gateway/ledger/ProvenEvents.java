package hutong.gateway.ledger;

import hutong.certs.Checkpoint;
import hutong.certs.HashTree;
import hutong.routes.ledger.CheckpointProof;
import hutong.routes.ledger.CheckpointProof.Proven;
import hutong.routes.ledger.LedgerPosition;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Proves events by the checkpoints that bind them; the tree of each is computed once. */
final class ProvenEvents {
  private static final HexFormat HEX = HexFormat.of();

  private final Sql sql;
  private final Map<Long, Bound> known = new HashMap<>();

  ProvenEvents(Sql sql) {
    this.sql = sql;
  }

  private record Bound(Checkpoint document, byte[] seed, Leaves leaves) {}

  /** Number of the one that binds it; empty if none does yet. */
  Optional<Long> checkpoint(StoredEvent stored) throws SQLException {
    return sql.first(
        "SELECT checkpoint FROM checkpoint_writer WHERE writer = ? AND last >= ?"
            + " ORDER BY last LIMIT 1",
        row -> row.number(1),
        stored.event().writer(),
        stored.event().number());
  }

  Proven prove(StoredEvent stored, long checkpoint) throws SQLException {
    Event event = stored.event();
    Bound bound = known.get(checkpoint);
    if (bound == null) {
      bound = bound(checkpoint);
      known.put(checkpoint, bound);
    }
    int index = index(bound.document, event);
    return new Proven(
        new LedgerPosition(
            event.epoch(), event.writer(), event.number(), HEX.formatHex(stored.digest())),
        event.bytes(before(event)),
        checkpoint,
        Leaves.salt(bound.seed, index),
        index,
        HashTree.path(index, bound.leaves.hashes()));
  }

  private byte[] before(Event event) throws SQLException {
    return sql.first(
            "SELECT digest FROM event WHERE writer = ? AND number = ?",
            row -> row.bytes(1),
            event.writer(),
            event.number() - 1)
        .orElse(new byte[0]);
  }

  private static int index(Checkpoint checkpoint, Event event) {
    long before = 0;
    for (Checkpoint.Writer each : checkpoint.writers()) {
      if (each.name().equals(event.writer())) {
        return (int) (before + event.number() - each.first());
      }
      before += each.last() - each.first() + 1;
    }
    throw new LedgerFailure("a stored checkpoint does not bind what it is said to bind");
  }

  private Bound bound(long number) throws SQLException {
    Bound found =
        sql.first(
                "SELECT body, seed FROM checkpoint WHERE number = ?",
                row -> new Bound(Drafting.read(row.bytes(1)), row.bytes(2), null),
                number)
            .orElseThrow(() -> new LedgerFailure("checkpoint " + number + " is gone"));
    return new Bound(found.document, found.seed, Leaves.of(sql, found.document, found.seed));
  }

  CheckpointProof.Sealed sealed(long number) throws SQLException {
    return sql.first(
            "SELECT body, token FROM checkpoint WHERE number = ?",
            row -> new CheckpointProof.Sealed(number, row.bytes(1), row.bytes(2)),
            number)
        .orElseThrow(() -> new LedgerFailure("checkpoint " + number + " is gone"));
  }
}
