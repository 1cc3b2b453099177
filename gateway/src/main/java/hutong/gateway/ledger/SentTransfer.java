package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A transfer of ours that a receipt is about, as it stands within a batch. */
final class SentTransfer {
  final Subject subject;
  final String recipient;
  final String digest;
  final Long stream;
  final long number;
  final CaseLink link;
  final boolean answers;
  OutboundState state;
  boolean transportKept;

  private SentTransfer(Row row) throws SQLException {
    subject = FactsColumns.moving(row, 1);
    recipient = row.text(9);
    digest = row.text(10);
    stream = row.numberOrNull(11);
    number = row.number(12);
    state = OutboundState.valueOf(row.text(13));
    transportKept = row.yes(14);
    link = CaseLink.read(row, 15);
    answers = row.yes(15 + CaseLink.COUNT);
  }

  static Map<TransferId, SentTransfer> load(Sql sql, List<TransferId> ids) throws SQLException {
    Map<TransferId, SentTransfer> found = new HashMap<>();
    sql.among(
        "SELECT "
            + FactsColumns.MOVING
            + ", t.recipient, t.digest, t.stream, t.stream_number, t.state, CASE WHEN EXISTS"
            + " (SELECT 1 FROM receipt r WHERE r.transfer = t.key AND r.slot = 'TRANSPORT')"
            + " THEN 1 ELSE 0 END, "
            + CaseLink.COLUMNS
            + ", t.reply FROM transfer t WHERE {any}",
        "(t.id = ? AND t.outbound = 1 AND t.sender = ?)",
        ids.stream().map(id -> new Object[] {id.id(), id.from()}).toList(),
        row -> found.put(new TransferId(row.text(3), row.uuid(4)), new SentTransfer(row)));
    return found;
  }
}
