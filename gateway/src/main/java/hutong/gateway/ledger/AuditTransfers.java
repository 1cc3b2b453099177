package hutong.gateway.ledger;

import hutong.gateway.ledger.AuditColumns.Columns;
import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import hutong.schemas.RecordTypes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares every transfer with its events, its payload, its receipts and its tombstone. */
final class AuditTransfers {
  private static final int PAGE = 256;
  private static final int ORPHANS = 2000;

  private final Sql sql;
  private final List<AuditFinding> findings;
  private final AuditColumns columns;
  private final AuditPayload payloads;
  private final AuditReceipts receipts;
  private long count;
  private long erased;
  private long pruned;

  AuditTransfers(Sql sql, AuditKeys keys, List<AuditFinding> findings) throws SQLException {
    this.sql = sql;
    this.findings = findings;
    Bodies bodies = new Bodies(keys.vault());
    this.columns = new AuditColumns(sql, RecordTypes.load(), keys.indexes());
    this.payloads = new AuditPayload(sql, bodies, keys, columns);
    this.receipts = new AuditReceipts(sql, bodies, keys);
  }

  /** A transfer as it stands. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Stored(
      long key,
      boolean outbound,
      TransferFacts facts,
      String state,
      String digest,
      byte[] contentDigest,
      Instant erased,
      Instant pruned,
      Columns columns) {

    TransferId id() {
      return facts.transferId();
    }
  }

  long count() {
    return count;
  }

  long receipts() {
    return receipts.count();
  }

  long erased() {
    return erased;
  }

  /** Of those that are not erased. */
  long pruned() {
    return pruned;
  }

  void run() throws SQLException {
    long last = 0;
    List<Stored> page;
    do {
      page = page(last);
      for (Stored each : page) {
        count++;
        check(each);
        last = each.key;
      }
    } while (page.size() == PAGE && findings.size() < LedgerAudit.MOST);
    for (String table : List.of("payload", "payload_key", "receipt", "transfer_attachment")) {
      orphans(table);
    }
  }

  private void orphans(String table) throws SQLException {
    long last = 0;
    List<Long> named;
    do {
      named =
          sql.list(
              "SELECT DISTINCT transfer FROM "
                  + table
                  + " WHERE transfer > ? ORDER BY transfer LIMIT ?",
              row -> row.number(1),
              last,
              ORPHANS);
      Set<Long> here =
          new HashSet<>(
              sql.among(
                  "SELECT key FROM transfer WHERE {any}",
                  "key = ?",
                  Sql.keys(named),
                  row -> row.number(1)));
      for (Long each : named) {
        if (!here.contains(each)) {
          bad(table, each, "belongs to no transfer");
        }
        last = each;
      }
    } while (named.size() == ORPHANS);
  }

  private List<Stored> page(long after) throws SQLException {
    int at = FactsColumns.COUNT;
    return sql.list(
        "SELECT "
            + FactsColumns.ALL
            + ", t.key, t.outbound, t.state, t.digest, t.content_digest, t.erased, t.pruned, "
            + AuditColumns.ALL
            + " FROM transfer t WHERE t.key > ? ORDER BY t.key LIMIT ?",
        row ->
            new Stored(
                row.number(at + 1),
                row.yes(at + 2),
                FactsColumns.read(row),
                row.text(at + 3),
                row.text(at + 4),
                row.bytes(at + 5),
                row.instant(at + 6),
                row.instant(at + 7),
                Columns.read(row, at + 8)),
        after,
        PAGE);
  }

  private void check(Stored one) throws SQLException {
    List<StoredEvent> events = StoredEvent.of(sql, one.key);
    Set<String> named = contents(one, events);
    String fault = fault(one, events, named);
    if (fault == null && one.erased == null) {
      fault = columns.fault(one, events);
    }
    if (fault != null) {
      bad("transfer", one.key, fault);
      return;
    }
    if (one.erased != null) {
      erased++;
      tombstone(one, events);
    } else if (one.pruned != null) {
      pruned++;
      destroyed(one, "pruned");
    } else {
      findings.addAll(payloads.check(one, named));
    }
    findings.addAll(receipts.check(one, events));
  }

  private static String fault(Stored one, List<StoredEvent> events, Set<String> named) {
    if (events.isEmpty()) {
      return "no event speaks of it";
    }
    byte[] id = Sql.bytes(one.facts.id());
    boolean same =
        events.stream()
            .map(each -> each.event().about())
            .allMatch(
                about ->
                    about.outbound() == one.outbound
                        && about.sender().equals(one.facts.from())
                        && Arrays.equals(about.id(), id));
    if (!same) {
      return "its events speak of another";
    }
    if (!newestStates(events).contains(one.state)) {
      return "its events left it in another state than " + one.state;
    }
    boolean buried = events.stream().anyMatch(each -> word(each).equals(Erasing.ERASED));
    if (buried != (one.erased != null)) {
      return buried ? "its events say that it was erased" : "no event says that it was erased";
    }
    boolean given = events.stream().anyMatch(each -> word(each).equals(Pruning.PRUNED));
    if (given != (one.pruned != null)) {
      return given ? "its events say that it was pruned" : "no event says that it was pruned";
    }
    return digestFits(one, named) ? null : "its digest is not the one in its events";
  }

  /** One for each chain that speaks of it: clocks don't order those among each other. */
  private static Set<String> newestStates(List<StoredEvent> events) {
    Map<String, String> newest = new TreeMap<>();
    for (StoredEvent each : events) {
      String state = TallyBook.state(each.event().about().outbound(), word(each));
      if (state != null) {
        newest.put(each.event().writer(), state);
      }
    }
    return new TreeSet<>(newest.values());
  }

  /** What its events name of the exchange document. */
  private static Set<String> contents(Stored one, List<StoredEvent> events) {
    Set<String> said = new HashSet<>();
    for (StoredEvent each : events) {
      String content = each.event().what().content();
      if (content != null && (!one.outbound || word(each).equals("SENT"))) {
        said.add(content);
      }
    }
    return said;
  }

  private static boolean digestFits(Stored one, Set<String> said) {
    return (one.outbound && said.isEmpty())
        || said.stream().anyMatch(each -> EventContent.digest(each).equals(one.digest));
  }

  static String word(StoredEvent event) {
    return event.event().what().word();
  }

  private void destroyed(Stored one, String how) throws SQLException {
    for (String table : List.of("payload_key", "payload")) {
      if (sql.first("SELECT 1 FROM " + table + " WHERE transfer = ?", row -> row.yes(1), one.key)
          .isPresent()) {
        bad(table, one.key, "is here, though the record was " + how);
      }
    }
  }

  private void tombstone(Stored one, List<StoredEvent> events) throws SQLException {
    destroyed(one, "erased");
    boolean byHand =
        events.stream()
            .filter(each -> word(each).equals(Erasing.ERASED))
            .noneMatch(each -> each.event().what().detail().equals(ErasureReason.RETENTION.name()));
    if (byHand
        && sql.first(
                "SELECT 1 FROM erasure WHERE id = ? AND outbound = ? AND sender = ? AND pending = 0",
                row -> row.yes(1),
                one.facts.id(),
                one.outbound,
                one.facts.from())
            .isEmpty()) {
      findings.add(
          new AuditFinding(
              "erasure",
              one.facts.from() + "/" + one.facts.id(),
              "is missing: the record was erased"));
    }
  }

  private void bad(String table, long key, String what) {
    findings.add(new AuditFinding(table, String.valueOf(key), what));
  }
}
