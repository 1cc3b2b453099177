package hutong.gateway.ledger;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** Compares what stands of persons' custody with the events by which it passed. */
final class AuditCustody {
  private static final HexFormat HEX = HexFormat.of();
  private static final int PAGE = 500;

  private final Sql sql;
  private final List<AuditFinding> findings;
  private boolean erased;

  AuditCustody(Sql sql, List<AuditFinding> findings) {
    this.sql = sql;
    this.findings = findings;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Stored(byte[] person, boolean gone) {}

  void run() throws SQLException {
    // Of what is erased nobody knows any more about whom it was.
    erased =
        sql.first(
                "SELECT 1 FROM event e JOIN transfer t ON t.key = e.transfer"
                    + " WHERE e.what IN ('CUSTODY_PASSED', 'CUSTODY_HELD')"
                    + " AND t.erased IS NOT NULL LIMIT 1",
                row -> row.yes(1))
            .isPresent();
    byte[] last = new byte[0];
    List<Stored> page;
    do {
      page =
          sql.list(
              "SELECT person, state FROM custody WHERE person > ? ORDER BY person LIMIT ?",
              row -> new Stored(row.bytes(1), row.text(2).equals("GONE")),
              last,
              PAGE);
      for (Stored one : page) {
        check(one);
        last = one.person;
      }
    } while (page.size() == PAGE && findings.size() < LedgerAudit.MOST);
    for (byte[] person :
        sql.list(
            "SELECT DISTINCT t.person FROM event e JOIN transfer t ON t.key = e.transfer"
                + " LEFT JOIN custody c ON c.person = t.person"
                + " WHERE e.what IN ('CUSTODY_PASSED', 'CUSTODY_HELD')"
                + " AND t.person IS NOT NULL AND c.person IS NULL LIMIT ?",
            row -> row.bytes(1),
            LedgerAudit.MOST)) {
      bad(person, "is missing: events say that it passed");
    }
  }

  private void check(Stored one) throws SQLException {
    String newest =
        sql.first(
                "SELECT e.what FROM transfer t JOIN event e ON e.transfer = t.key"
                    + " WHERE t.person = ? AND e.what IN ('CUSTODY_PASSED', 'CUSTODY_HELD')"
                    + " ORDER BY e.happened DESC, e.number DESC LIMIT 1",
                row -> row.text(1),
                one.person)
            .orElse(null);
    boolean passed = "CUSTODY_PASSED".equals(newest);
    if (passed != one.gone && !erased) {
      bad(one.person, one.gone ? "no event says that it passed" : "its events say that it passed");
    }
  }

  private void bad(byte[] person, String what) {
    findings.add(new AuditFinding("custody", HEX.formatHex(person), what));
  }
}
