package hutong.gateway.ledger;

import hutong.certs.Checkpoint;
import hutong.certs.Opener;
import hutong.certs.Untrusted;
import hutong.gateway.ledger.Chain.Head;
import hutong.routes.ledger.Proofs.Draft;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws up the next checkpoint from what is committed. */
final class Drafting {

  /** Leaves of a tree: a proof recomputes the whole of it. */
  static final int MOST = 1 << 16;

  private static final HexFormat HEX = HexFormat.of();

  private final Sql sql;
  private final ChainSeals seals;
  private final byte[] seed;

  Drafting(Sql sql, ChainSeals seals, byte[] seed) {
    this.sql = sql;
    this.seals = seals;
    this.seed = seed;
  }

  private record Newest(long number, byte[] body) {}

  Optional<Draft> draft(String node, Instant now) throws SQLException {
    Optional<Newest> newest =
        sql.first(
            "SELECT number, body FROM checkpoint ORDER BY number DESC LIMIT 1",
            row -> new Newest(row.number(1), row.bytes(2)));
    Map<String, Long> bound = new HashMap<>();
    if (newest.isPresent()) {
      read(newest.get().body).writers().forEach(each -> bound.put(each.name(), each.last()));
    }
    Map<String, Head> heads = seals.heads(sql);
    long fresh = 0;
    for (Map.Entry<String, Head> each : heads.entrySet()) {
      fresh += each.getValue().number() - bound.getOrDefault(each.getKey(), 0L);
    }
    // The last checkpoint itself is an event: nothing else has happened.
    if (fresh <= (newest.isPresent() ? 1 : 0)) {
      return Optional.empty();
    }
    Leaves leaves = new Leaves(seed);
    List<Checkpoint.Writer> writers = new ArrayList<>();
    for (Map.Entry<String, Head> each : heads.entrySet()) {
      writers.add(writer(leaves, each.getKey(), bound, each.getValue()));
    }
    writers.removeIf(each -> each.digest().isEmpty());
    Checkpoint document =
        new Checkpoint(
            node,
            Long.parseLong(Meta.EPOCH.read(sql)),
            newest.map(Newest::number).orElse(0L) + 1,
            now.truncatedTo(ChronoUnit.MILLIS),
            newest.map(one -> HEX.formatHex(Event.sha256(one.body))).orElse(""),
            writers,
            leaves.size(),
            HEX.formatHex(leaves.root()));
    return Optional.of(new Draft(document.write(), seed));
  }

  /** As much of a chain as there is room for. */
  private Checkpoint.Writer writer(Leaves leaves, String name, Map<String, Long> bound, Head head)
      throws SQLException {
    long first = bound.getOrDefault(name, 0L) + 1;
    long last = Math.min(head.number(), first + MOST - leaves.size() - 1);
    if (last < first) {
      return new Checkpoint.Writer(name, first, first - 1, before(name, first - 1));
    }
    byte[] digest = leaves.add(sql, name, first, last);
    return new Checkpoint.Writer(name, first, last, HEX.formatHex(digest));
  }

  /** Empty if no checkpoint has bound anything of it yet. */
  private String before(String name, long number) throws SQLException {
    return sql.first(
            "SELECT digest FROM event WHERE writer = ? AND number = ?",
            row -> HEX.formatHex(row.bytes(1)),
            name,
            number)
        .orElse("");
  }

  static Checkpoint read(byte[] signedData) {
    try {
      return document(Opener.contentOfOwnStored(signedData));
    } catch (IllegalArgumentException damaged) {
      throw new LedgerFailure("a stored checkpoint is not what was stored there", damaged);
    }
  }

  static Checkpoint document(byte[] document) {
    try {
      return Checkpoint.read(document);
    } catch (Untrusted damaged) {
      throw new LedgerFailure("a stored checkpoint is not what was stored there", damaged);
    }
  }
}
