package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.routes.ledger.OutboundState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A record of ours that somebody wants to do something with.
 *
 * @param system who posted it
 * @param signed whether SignedData was made, so that it may have left
 * @param stream null outside the order
 */
record Posting(
    Subject subject,
    OutboundState state,
    String system,
    String recipient,
    boolean signed,
    Long stream,
    long number,
    Instant expires) {

  static Optional<Posting> find(Sql sql, UUID id) throws SQLException {
    return sql.first(
        "SELECT "
            + FactsColumns.MOVING
            + ", t.state, "
            + Successor.of("t.system")
            + ", t.recipient, t.digest, t.stream, t.stream_number, t.expires"
            + " FROM transfer t WHERE t.id = ? AND t.outbound = 1",
        row ->
            new Posting(
                FactsColumns.moving(row, 1),
                OutboundState.valueOf(row.text(9)),
                row.text(10),
                row.text(11),
                row.text(12) != null,
                row.numberOrNull(13),
                row.number(14),
                row.instant(15)),
        id);
  }

  long key() {
    return subject.key();
  }
}
