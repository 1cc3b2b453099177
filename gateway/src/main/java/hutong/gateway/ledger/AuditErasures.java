package hutong.gateway.ledger;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares the register of erasures with the tombstones, and with its file. */
final class AuditErasures {
  private final Sql sql;
  private final ErasureFile file;
  private final List<AuditFinding> findings;

  /**
   * @param file null where there is none
   */
  AuditErasures(Sql sql, ErasureFile file, List<AuditFinding> findings) {
    this.sql = sql;
    this.file = file;
    this.findings = findings;
  }

  void run() throws SQLException {
    Set<String> table = new HashSet<>();
    sql.list(
        "SELECT e.sender, e.id, e.outbound, e.pending, t.erased FROM erasure e"
            + " LEFT JOIN transfer t ON t.id = e.id AND t.outbound = e.outbound"
            + " AND t.sender = e.sender ORDER BY e.number",
        row -> {
          String name = row.text(1) + "/" + row.uuid(2);
          table.add((row.yes(3) ? "out " : "in ") + name);
          if (!row.yes(4) && row.instant(5) == null) {
            findings.add(new AuditFinding("erasure", name, "was inserted: the record is there"));
          }
          return null;
        });
    if (file != null) {
      for (ErasureFile.Line each : file.lines()) {
        String name = each.sender() + "/" + each.id();
        if (!table.contains((each.outbound() ? "out " : "in ") + name)) {
          findings.add(new AuditFinding("erasure", name, "is missing: the register's file has it"));
        }
      }
    }
  }
}
