package hutong.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Recomputes the whole ledger, as of one instant, and names what is not as it was written: chains
 * of events, checkpoints with their signatures, trees and time stamps, transfers against their
 * events, and against what was signed, payloads and receipts against their digests, what people
 * did, custody, tombstones, the register of erasures, attachments. What only drives the work
 * (outbox, mailboxes, streams, destinations) or sums it up (columns of clocks and rates) proves
 * nothing and is left out, but for the counts of records, which are counted anew. Reads only; the
 * node may run.
 */
public final class LedgerAudit {

  /** Findings after which it breaks off. */
  static final int MOST = 100;

  private final Database database;
  private final AuditKeys keys;
  private final List<AuditFinding> findings = new ArrayList<>();

  public LedgerAudit(LedgerSettings place, AuditKeys keys) {
    this.database = place.database();
    this.keys = keys;
  }

  /**
   * Takes as long as it takes to read and decrypt everything.
   *
   * @throws LedgerFailure if it can't be read to its end, or is of another version
   */
  public AuditReport run() {
    try (Connection connection = database.reading().getConnection()) {
      connection.setAutoCommit(false);
      if (connection
          .getMetaData()
          .supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      }
      AuditReport report = run(new Sql(connection));
      connection.rollback();
      return report;
    } catch (SQLException fault) {
      throw new LedgerFailure("the ledger cannot be read to its end", fault);
    }
  }

  private AuditReport run(Sql sql) throws SQLException {
    int form = sql.first("SELECT MAX(number) FROM migration", row -> (int) row.number(1)).orElse(0);
    if (form != LedgerFile.FORM) {
      throw new LedgerFailure(
          "the ledger is of form " + form + ", this program audits " + LedgerFile.FORM);
    }
    AuditActs acts = new AuditActs(sql, findings);
    AuditEvents events = new AuditEvents(sql, new ChainSeals(keys.vault()), acts, findings);
    events.run();
    acts.run();
    AuditCheckpoints checkpoints = new AuditCheckpoints(sql, keys, findings);
    checkpoints.run();
    AuditTransfers transfers = new AuditTransfers(sql, keys, findings);
    transfers.run();
    new AuditCustody(sql, findings).run();
    new AuditErasures(sql, keys.register(), findings).run();
    new AuditContents(sql, keys.vault(), findings).run();
    findings.addAll(TallyBook.differences(sql));
    return new AuditReport(
        Long.parseLong(Meta.EPOCH.read(sql)),
        events.count(),
        checkpoints.count(),
        checkpoints.unstamped(),
        transfers.count(),
        transfers.receipts(),
        transfers.erased(),
        transfers.pruned(),
        events.count() - checkpoints.bound(),
        checkpoints.newest(),
        List.copyOf(findings.subList(0, Math.min(MOST, findings.size()))));
  }
}
