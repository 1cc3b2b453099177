package hutong.gateway.ledger;

import hutong.gateway.ledger.Chain.Head;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Recomputes the chains, and looks for the transfer of every event. */
final class AuditEvents {
  private static final int PAGE = 2000;

  private final Sql sql;
  private final ChainSeals seals;
  private final List<AuditFinding> findings;
  private final AuditActs acts;
  private long count;

  AuditEvents(Sql sql, ChainSeals seals, AuditActs acts, List<AuditFinding> findings) {
    this.sql = sql;
    this.acts = acts;
    this.seals = seals;
    this.findings = findings;
  }

  long count() {
    return count;
  }

  void run() throws SQLException {
    Map<String, Head> heads = new TreeMap<>();
    Map<String, byte[]> sealed = new TreeMap<>();
    sql.list(
        "SELECT writer, number, digest, seal FROM chain",
        row -> {
          heads.put(row.text(1), new Head(row.number(2), row.bytes(3)));
          return sealed.put(row.text(1), row.bytes(4));
        });
    for (String writer : writers()) {
      if (!heads.containsKey(writer)) {
        findings.add(new AuditFinding("chain", writer, "is missing"));
      }
    }
    for (Map.Entry<String, Head> each : heads.entrySet()) {
      check(each.getKey(), each.getValue(), sealed.get(each.getKey()));
    }
  }

  /** Jumps from one name to the next. */
  private List<String> writers() throws SQLException {
    return sql.list(
        "WITH RECURSIVE names (name) AS (SELECT MIN(writer) FROM event UNION ALL"
            + " SELECT (SELECT MIN(e.writer) FROM event e WHERE e.writer > names.name) FROM names"
            + " WHERE names.name IS NOT NULL) SELECT name FROM names WHERE name IS NOT NULL",
        row -> row.text(1));
  }

  /** The first bad place of a chain: what comes after it hangs on it. */
  private void check(String writer, Head head, byte[] seal) throws SQLException {
    long number = 0;
    byte[] digest = new byte[0];
    List<StoredEvent> page;
    do {
      page = StoredEvent.page(sql, writer, number, Long.MAX_VALUE, PAGE);
      count += page.size();
      for (StoredEvent one : page) {
        number++;
        if (one.event().number() != number) {
          bad(writer, number, "is missing");
          return;
        }
        if (number > head.number()) {
          bad(writer, number, "was added behind the chain's head");
          return;
        }
        if (!one.follows(digest)) {
          bad(writer, number, "is not what was written, or the one before it was changed");
          return;
        }
        digest = one.digest();
      }
      transfers(page);
      acts.events(writer, page);
    } while (page.size() == PAGE);
    if (number < head.number()) {
      bad(writer, number + 1, "is missing: the chain's head is at " + head.number());
    } else if (!Arrays.equals(digest, head.digest())) {
      findings.add(new AuditFinding("chain", writer, "is not the digest of its newest event"));
    } else if (!seals.fits(writer, head, seal)) {
      findings.add(new AuditFinding("chain", writer, "is not sealed by this node"));
    }
  }

  private void bad(String writer, long number, String what) {
    findings.add(new AuditFinding("event", writer + "/" + number, what));
  }

  private void transfers(List<StoredEvent> page) throws SQLException {
    Set<Long> named = new HashSet<>();
    page.forEach(each -> named.add(each.event().about().key()));
    named.remove(0L);
    Set<Long> here =
        new HashSet<>(
            sql.among(
                "SELECT key FROM transfer WHERE {any}",
                "key = ?",
                Sql.keys(named),
                row -> row.number(1)));
    for (Long each : named) {
      if (!here.contains(each)) {
        findings.add(
            new AuditFinding("transfer", String.valueOf(each), "is missing: its events are here"));
      }
    }
  }
}
