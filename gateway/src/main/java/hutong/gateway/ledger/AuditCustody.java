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

  AuditCustody(Sql sql, List<AuditFinding> findings) {
    this.sql = sql;
    this.findings = findings;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Stored(byte[] person, boolean gone, boolean handoverErased) {}

  void run() throws SQLException {
    byte[] last = new byte[0];
    List<Stored> page;
    do {
      page =
          sql.list(
              "SELECT c.person, c.state, t.erased FROM custody c"
                  + " LEFT JOIN transfer t ON t.key = c.handover WHERE c.person > ?"
                  + " ORDER BY c.person LIMIT ?",
              row ->
                  new Stored(row.bytes(1), row.text(2).equals("GONE"), row.numberOrNull(3) != null),
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
    if (passed != one.gone && !(newest == null && one.handoverErased)) {
      bad(one.person, one.gone ? "no event says that it passed" : "its events say that it passed");
    }
  }

  private void bad(byte[] person, String what) {
    findings.add(new AuditFinding("custody", HEX.formatHex(person), what));
  }
}
