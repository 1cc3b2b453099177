package hutong.gateway.ledger;

import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Remembered;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What was posted before, in the ledger or earlier in the same batch: by idempotency key, and by
 * version of a source row.
 */
final class Earlier {
  private final Map<ByteBuffer, Used> slots = new HashMap<>();
  private final Map<Posted.Source, Known> sources = new HashMap<>();
  private final Map<Long, String> claimed = new HashMap<>();
  private final List<Used> newSlots = new ArrayList<>();

  /** A transfer posted before. */
  record Known(long key, UUID id, OutboundState state, byte[] contentDigest) {
    private Remembered before() {
      return new Remembered.Before(id, state);
    }
  }

  /** An idempotency key used before, for a request. */
  record Used(ByteBuffer slot, byte[] request, Known known) {}

  private Earlier() {}

  static Earlier load(Sql sql, List<Posted> posted) throws SQLException {
    Earlier earlier = new Earlier();
    List<Object[]> slots = new ArrayList<>();
    List<Object[]> sources = new ArrayList<>();
    for (Posted one : posted) {
      if (one.slot() != null) {
        slots.add(new Object[] {one.slot().array()});
      }
      if (one.source() != null) {
        sources.add(
            new Object[] {
              one.transfer().sourceIndex(), one.source().type(), one.source().version()
            });
      }
    }
    sql.among(
        "SELECT i.slot, i.request, t.key, t.id, t.state, t.content_digest FROM idempotency i"
            + " JOIN transfer t ON t.key = i.transfer WHERE {any}",
        "i.slot = ?",
        slots,
        row -> earlier.slots.put(row.key(1), new Used(row.key(1), row.bytes(2), known(row, 3))));
    sql.among(
        "SELECT "
            + Successor.of("t.system")
            + ", t.type, t.source_index, t.source_version, t.key, t.id, t.state,"
            + " t.content_digest FROM transfer t WHERE {any}",
        "(t.source_index = ? AND t.type = CAST(? AS TEXT) AND t.source_version = ?"
            + " AND t.outbound = 1)",
        sources,
        row ->
            earlier.sources.put(
                new Posted.Source(row.text(1), row.text(2), row.key(3), row.number(4)),
                known(row, 5)));
    return earlier;
  }

  private static Known known(Row row, int from) throws SQLException {
    return new Known(
        row.number(from),
        row.uuid(from + 1),
        OutboundState.valueOf(row.text(from + 2)),
        row.bytes(from + 3));
  }

  /** Returns null if it is new. */
  Remembered judge(Posted one) {
    Used used = one.slot() == null ? null : slots.get(one.slot());
    if (used != null) {
      return Arrays.equals(used.request, one.transfer().requestDigest())
          ? used.known.before()
          : new Remembered.IdempotencyKeyReused();
    }
    Known known = one.source() == null ? null : known(one);
    if (known == null) {
      return null;
    }
    if (!Arrays.equals(known.contentDigest, one.transfer().contentDigest())) {
      return new Remembered.SourceVersionReused(known.id);
    }
    use(one, known);
    return known.before();
  }

  /** What came back after a restore is of the system that posts it again. */
  private Known known(Posted one) {
    Known known = sources.get(one.source());
    Posted.Source nobodys = one.source().of(null);
    if (known == null && sources.containsKey(nobodys)) {
      known = sources.get(nobodys);
      if (Arrays.equals(known.contentDigest, one.transfer().contentDigest())) {
        claimed.put(known.key, one.transfer().system());
        sources.put(one.source(), known);
      }
    }
    return known;
  }

  /** Systems by keys of transfers that had none. */
  Map<Long, String> claimed() {
    return claimed;
  }

  void learn(Posted one, Known known) {
    if (one.source() != null) {
      sources.put(one.source(), known);
    }
    use(one, known);
  }

  private void use(Posted one, Known known) {
    if (one.slot() != null) {
      Used used = new Used(one.slot(), one.transfer().requestDigest(), known);
      slots.put(one.slot(), used);
      newSlots.add(used);
    }
  }

  /** Idempotency keys first used in this batch. */
  List<Used> newSlots() {
    return newSlots;
  }
}
