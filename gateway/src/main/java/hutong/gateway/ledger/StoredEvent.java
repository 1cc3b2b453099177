package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** An event as it stands in the ledger, with the digest that was written with it. */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record StoredEvent(Event event, byte[] digest) {
  private static final int MOST = 20_000;
  private static final String SELECT =
      "SELECT epoch, number, happened, transfer, outbound, sender, id, what, content, detail,"
          + " digest, writer FROM event";

  /** Those of one chain in their order. */
  static List<StoredEvent> page(Sql sql, String writer, long after, long last, int max)
      throws SQLException {
    return sql.list(
        SELECT + " WHERE writer = ? AND number > ? AND number <= ? ORDER BY number LIMIT ?",
        StoredEvent::read,
        writer,
        after,
        last,
        max);
  }

  /** Those of one transfer, chain by chain. */
  static List<StoredEvent> of(Sql sql, long transfer) throws SQLException {
    return sql.list(
        SELECT + " WHERE transfer = ? ORDER BY writer, number LIMIT ?",
        StoredEvent::read,
        transfer,
        MOST);
  }

  private static StoredEvent read(Row row) throws SQLException {
    return new StoredEvent(
        new Event(
            row.number(1),
            row.text(12),
            row.number(2),
            row.number(3),
            new Subject(row.number(4), row.yes(5), row.text(6), row.bytes(7)),
            new What(row.text(8), row.text(9), row.text(10))),
        row.bytes(11));
  }

  /** Whether it is what was written after that digest. */
  boolean follows(byte[] before) {
    return Arrays.equals(event.digest(before), digest);
  }
}
