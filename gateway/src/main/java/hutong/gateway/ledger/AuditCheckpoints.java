package hutong.gateway.ledger;

import hutong.certs.Checkpoint;
import hutong.certs.ClockSkew;
import hutong.certs.TimeStamp;
import hutong.certs.TimeStamps;
import hutong.certs.Untrusted;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies every checkpoint: signature, place, tree, heads and time stamp. */
final class AuditCheckpoints {
  private static final HexFormat HEX = HexFormat.of();

  private final Sql sql;
  private final AuditKeys keys;
  private final List<AuditFinding> findings;
  private final Map<String, String> made = new HashMap<>();
  private final Map<String, Long> bound = new HashMap<>();
  private String previous = "";
  private long count;
  private long unstamped;
  private Instant newest;

  AuditCheckpoints(Sql sql, AuditKeys keys, List<AuditFinding> findings) {
    this.sql = sql;
    this.keys = keys;
    this.findings = findings;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Stored(long number, Instant made, byte[] body, byte[] seed, byte[] token) {}

  long count() {
    return count;
  }

  long unstamped() {
    return unstamped;
  }

  /** How many events they bind. */
  long bound() {
    return bound.values().stream().mapToLong(Long::longValue).sum();
  }

  Instant newest() {
    return newest;
  }

  void run() throws SQLException {
    sql.list(
        "SELECT detail, content FROM event WHERE transfer = 0 AND what = ?",
        row -> made.put(row.text(1), row.text(2)),
        ProofSql.CHECKPOINT);
    long number = 0;
    Optional<Stored> next = after(number);
    while (next.isPresent() && findings.size() < LedgerAudit.MOST) {
      Stored one = next.get();
      for (number++; number < one.number; number++) {
        bad(number, "is missing");
      }
      check(one);
      next = after(number);
    }
    for (String each : made.keySet()) {
      if (Long.parseLong(each) > number) {
        bad(Long.parseLong(each), "is missing: an event says that it was made");
      }
    }
  }

  private Optional<Stored> after(long number) throws SQLException {
    return sql.first(
        "SELECT number, made, body, seed, token FROM checkpoint WHERE number > ?"
            + " ORDER BY number LIMIT 1",
        row -> new Stored(row.number(1), row.instant(2), row.bytes(3), row.bytes(4), row.bytes(5)),
        number);
  }

  private void check(Stored one) throws SQLException {
    count++;
    String digest = HEX.formatHex(Event.sha256(one.body));
    String fault = fault(one, digest);
    if (fault != null) {
      bad(one.number, fault);
    }
    previous = digest;
    newest = one.made;
  }

  /** Null if there is none. */
  private String fault(Stored one, String digest) throws SQLException {
    if (!digest.equals(made.get(String.valueOf(one.number)))) {
      return "no event says that this one was made";
    }
    Checkpoint document;
    try {
      document = Drafting.read(one.body);
      keys.signatures().verify(one.body, document.at());
    } catch (LedgerFailure | Untrusted untrusted) {
      return "its signature does not verify";
    }
    if (document.number() != one.number
        || !document.node().equals(keys.node())
        || !document.at().equals(one.made)) {
      return "is not the one that was signed under this number";
    }
    if (!document.previous().equals(previous)) {
      return "does not follow the one before it";
    }
    String heads = heads(document);
    return heads != null ? heads : tree(document, one);
  }

  private String heads(Checkpoint document) throws SQLException {
    for (Checkpoint.Writer each : document.writers()) {
      if (each.first() != bound.getOrDefault(each.name(), 0L) + 1) {
        return "leaves out events of writer " + each.name();
      }
      String digest =
          sql.first(
                  "SELECT digest FROM event WHERE writer = ? AND number = ?",
                  row -> HEX.formatHex(row.bytes(1)),
                  each.name(),
                  each.last())
              .orElse(null);
      if (!each.digest().equals(digest)) {
        return "binds event "
            + each.name()
            + "/"
            + each.last()
            + (digest == null ? ", which is missing" : ", which is another now");
      }
      bound.put(each.name(), each.last());
      if (each.last() >= each.first() && !listed(document, each)) {
        return "is not listed for writer " + each.name() + " (checkpoint_writer)";
      }
    }
    return null;
  }

  private boolean listed(Checkpoint document, Checkpoint.Writer writer) throws SQLException {
    return sql.first(
            "SELECT checkpoint FROM checkpoint_writer WHERE writer = ? AND last = ?",
            row -> row.number(1),
            writer.name(),
            writer.last())
        .filter(number -> number == document.number())
        .isPresent();
  }

  private String tree(Checkpoint document, Stored one) throws SQLException {
    try {
      Leaves leaves = Leaves.of(sql, document, one.seed);
      if (leaves.size() != document.size()
          || !HEX.formatHex(leaves.root()).equals(document.root())) {
        return "its tree is not that of its events";
      }
    } catch (LedgerFailure missing) {
      return missing.getMessage();
    }
    return stamp(document, one);
  }

  private String stamp(Checkpoint document, Stored one) {
    if (one.token == null) {
      unstamped++;
      return null;
    }
    try {
      TimeStamp stamp = TimeStamps.verify(one.token, Event.sha256(one.body), keys.roots());
      return stamp.at().plus(ClockSkew.ALLOWED).isBefore(document.at())
          ? "its time stamp is of before it was made"
          : null;
    } catch (Untrusted untrusted) {
      return "its time stamp does not verify";
    }
  }

  private void bad(long number, String what) {
    findings.add(new AuditFinding("checkpoint", String.valueOf(number), what));
  }
}
