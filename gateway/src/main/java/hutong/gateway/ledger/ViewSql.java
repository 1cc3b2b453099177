package hutong.gateway.ledger;

import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.LedgerPosition;
import hutong.routes.ledger.StoredReceipt;
import hutong.routes.ledger.Tally;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.TransferId;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Viewer;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers questions about transfers, to whom they may be answered. */
final class ViewSql {
  private static final int MOST_VERSIONS = 200;
  private static final int MOST_EVENTS = 1000;
  private static final HexFormat HEX = HexFormat.of();

  /** Outbound first; a name of null is the operator's. */
  static final String SEEN =
      "(CAST(? AS TEXT) IS NULL OR (t.outbound = 1 AND "
          + Successor.of("t.system")
          + " = ?) OR (t.outbound = 0 AND EXISTS"
          + " (SELECT 1 FROM mailbox m WHERE m.transfer = t.key AND "
          + Successor.of("m.system")
          + " = ?)))";

  private final Readers readers;
  private final ViewRows rows;

  ViewSql(Readers readers, Bodies bodies) {
    this.readers = readers;
    this.rows = new ViewRows(bodies);
  }

  Optional<TransferView> find(UUID id, Viewer viewer) {
    String name = name(viewer);
    return readers.read(
        sql ->
            sql.first(
                ViewRows.SELECT
                    + " WHERE t.id = ? AND "
                    + SEEN
                    + " ORDER BY t.outbound DESC, t.key LIMIT 1",
                rows::read,
                id,
                name,
                name,
                name));
  }

  List<TransferView> findBySource(byte[] sourceIndex, Viewer viewer) {
    String name = name(viewer);
    return readers.read(
        sql ->
            sql.list(
                ViewRows.SELECT
                    + " WHERE t.source_index = ? AND "
                    + SEEN
                    + " ORDER BY t.source_version DESC, t.key DESC LIMIT ?",
                rows::read,
                sourceIndex,
                name,
                name,
                name,
                MOST_VERSIONS));
  }

  /** A transfer that the viewer may see. */
  record Seen(long key, boolean outbound, TransferId id) {}

  static Optional<Seen> seen(Sql sql, UUID id, Viewer viewer) throws SQLException {
    String name = name(viewer);
    return sql.first(
        "SELECT t.key, t.outbound, t.sender, t.id FROM transfer t WHERE t.id = ? AND "
            + SEEN
            + " ORDER BY t.outbound DESC, t.key LIMIT 1",
        row -> new Seen(row.number(1), row.yes(2), new TransferId(row.text(3), row.uuid(4))),
        id,
        name,
        name,
        name);
  }

  List<TimelineEntry> timeline(UUID id, Viewer viewer) {
    return readers.read(
        sql -> {
          Optional<Seen> seen = seen(sql, id, viewer);
          return seen.isEmpty() ? List.<TimelineEntry>of() : events(sql, seen.get().key);
        });
  }

  private static List<TimelineEntry> events(Sql sql, long key) throws SQLException {
    return sql.list(
        // Each writer's events in its own order, those of several by their clocks.
        "SELECT happened, what, detail, epoch, writer, number, digest FROM event"
            + " WHERE transfer = ?"
            + " ORDER BY MAX(happened) OVER (PARTITION BY writer ORDER BY number), writer, number"
            + " LIMIT ?",
        row ->
            new TimelineEntry(
                row.instant(1),
                row.text(2),
                row.text(3),
                new LedgerPosition(
                    row.number(4), row.text(5), row.number(6), HEX.formatHex(row.bytes(7)))),
        key,
        MOST_EVENTS);
  }

  /** The two that count. What contradicts them, or is about other content, was alarmed. */
  List<StoredReceipt> receipts(UUID id, Viewer viewer) {
    return readers.read(
        sql -> {
          Optional<Seen> seen = seen(sql, id, viewer);
          return seen.isEmpty() ? List.<StoredReceipt>of() : receipts(sql, seen.get());
        });
  }

  private List<StoredReceipt> receipts(Sql sql, Seen seen) throws SQLException {
    return sql.list(
        "SELECT slot, transport, outcome, body FROM receipt WHERE transfer = ?"
            + " AND slot IN ('TRANSPORT', 'FINAL') ORDER BY key",
        row ->
            new StoredReceipt(
                row.yes(2),
                row.text(3) == null ? null : InboundState.valueOf(row.text(3)),
                rows.bodies().open(seen.outbound, seen.id, row.text(1), row.bytes(4))),
        seen.key);
  }

  List<Tally> tally() {
    return readers.read(TallyBook::read);
  }

  static String name(Viewer viewer) {
    return viewer instanceof Viewer.LocalSystem system ? system.name() : null;
  }
}
