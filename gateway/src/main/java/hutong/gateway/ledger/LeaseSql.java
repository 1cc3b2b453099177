package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.MailItem;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Hands records out to local systems for a time. */
final class LeaseSql {
  private static final int MOST_LAPSED = 1000;

  /** The rest waits for the next lease. */
  private static final long MOST_OCTETS = 16L << 20;

  private static final int AT_ONCE = 32;

  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;

  LeaseSql(GroupCommit writer, Readers readers, Bodies bodies) {
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
  }

  /** One handed out, its body still encrypted. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Out(Subject subject, MailItem item, byte[] key) {
    private int octets() {
      return item.signedData() == null ? 0 : item.signedData().length;
    }
  }

  Optional<Lease> lease(String system, int max, Instant now, Instant until) {
    UUID lease = UUID.randomUUID();
    List<Out> out = writer.write(turn -> lease(turn, lease, system, max, now, until));
    if (out.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Lease(lease, until, out.stream().map(this::open).toList()));
  }

  List<TransferId> leased(String system, UUID lease) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT t.sender, t.id FROM mailbox m JOIN transfer t ON t.key = m.transfer"
                    + " WHERE m.lease_until > 0 AND m.system = ? AND m.lease = ?",
                row -> new TransferId(row.text(1), row.uuid(2)),
                system,
                lease));
  }

  /** One damaged body must not keep the others from being handed out. */
  private byte[] body(Out one) {
    MailItem item = one.item;
    if (item.notice() != null) {
      return null;
    }
    try {
      return bodies.openPayload(
          false, item.facts().transferId(), Bodies.SIGNED, item.signedData(), one.key);
    } catch (LedgerFailure damaged) {
      return null;
    }
  }

  private MailItem open(Out one) {
    MailItem item = one.item;
    return new MailItem(
        item.facts(),
        item.notice(),
        item.role(),
        item.deliveries(),
        item.receivedAt(),
        item.due(),
        item.marks(),
        body(one));
  }

  private static List<Out> lease(
      Turn turn, UUID lease, String system, int max, Instant now, Instant until)
      throws SQLException {
    Lapsed.releaseOf(system, turn, now, MOST_LAPSED);
    List<Long> chosen = NextInOrder.choose(turn.sql(), system, max);
    List<Out> out = new ArrayList<>();
    long octets = 0;
    for (int at = 0; at < chosen.size() && octets < MOST_OCTETS; at += AT_ONCE) {
      List<Out> some =
          items(turn.sql(), system, chosen.subList(at, Math.min(chosen.size(), at + AT_ONCE)));
      out.addAll(some);
      octets += some.stream().mapToLong(Out::octets).sum();
    }
    out.sort((a, b) -> chosen.indexOf(a.subject.key()) - chosen.indexOf(b.subject.key()));
    Sql.Batch rows =
        turn.sql()
            .batch(
                "UPDATE mailbox SET state = 'LEASED', lease = ?, lease_until = ?,"
                    + " deliveries = deliveries + 1 WHERE transfer = ? AND system = ?");
    for (Out one : out) {
      rows.add(lease, until, one.subject.key(), system);
      turn.event(one.subject, new What("HANDED_OUT", null, system), now);
    }
    rows.run();
    return out;
  }

  private static OutboundState notice(Row row, int more) throws SQLException {
    return row.yes(more + 2) ? OutboundState.valueOf(row.text(more + 13)) : null;
  }

  private static List<Out> items(Sql sql, String system, List<Long> keys) throws SQLException {
    int more = FactsColumns.COUNT;
    return sql.among(
        "SELECT "
            + FactsColumns.ALL
            + ", "
            + FactsColumns.SUBJECT
            + ", m.role, m.deliveries, COALESCE(t.arrived, t.changed), t.due_date, t.due_rule,"
            + " t.due_calendar, t.marks, p.body, t.state, k.wrapped FROM transfer t"
            + " LEFT JOIN payload p ON p.transfer = t.key AND t.outbound = 0"
            + " LEFT JOIN payload_key k ON k.transfer = p.transfer"
            + " JOIN mailbox m ON m.transfer = t.key AND m.system = ? WHERE {any}",
        "t.key = ?",
        Sql.keys(keys),
        row ->
            new Out(
                FactsColumns.subject(row, more + 1),
                new MailItem(
                    FactsColumns.read(row),
                    notice(row, more),
                    notice(row, more) == null ? row.text(more + 5) : null,
                    (int) row.number(more + 6) + 1,
                    row.instant(more + 7),
                    FactsColumns.due(row, more + 8),
                    ListText.read(row.text(more + 11)),
                    row.bytes(more + 12)),
                row.bytes(more + 14)),
        system);
  }
}
