package hutong.gateway.ledger;

import hutong.routes.ledger.Disclosure;
import hutong.routes.ledger.TransferFacts;
import java.sql.SQLException;
import java.util.List;

/** Finds what was exchanged about a person, by the keyed index alone. */
record DisclosureSql(Readers readers) {

  List<Disclosure> about(byte[] subjectIndex, int max) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT "
                    + FactsColumns.ALL
                    + ", t.outbound, t.system, t.state, (SELECT MIN(e.happened) FROM event e"
                    + " WHERE e.transfer = t.key AND e.what = 'SENT'), t.arrived, t.changed"
                    + " FROM transfer t WHERE t.person = ? ORDER BY t.key DESC LIMIT ?",
                DisclosureSql::read,
                subjectIndex,
                max));
  }

  private static Disclosure read(Row row) throws SQLException {
    TransferFacts facts = FactsColumns.read(row);
    int at = FactsColumns.COUNT;
    boolean outbound = row.yes(at + 1);
    return new Disclosure(
        outbound,
        facts,
        row.text(at + 2),
        row.text(at + 3),
        outbound ? row.instant(at + 4) : null,
        row.instant(at + 5),
        row.instant(at + 6));
  }
}
