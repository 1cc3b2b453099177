package hutong.gateway.ledger;

import hutong.gateway.ledger.AuditTransfers.Stored;
import hutong.routes.Indexes;
import hutong.routes.ReceiptSays;
import hutong.schemas.DueDate;
import hutong.schemas.ReceivedExchange;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.RejectionCode;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.ReceiptKind;
import hutong.schemas.hx.Stream;
import hutong.schemas.hx.Urgency;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Columns of a transfer that follow from what was signed or from its events: kept to find and to
 * decide by, and so not to be changed either.
 */
record AuditColumns(Sql sql, RecordTypes types, Indexes indexes) {

  private static final byte[] UNKNOWN = {};

  /** They stand after others in a row of {@code transfer t}. */
  static final String ALL =
      "t.person, t.source_index, t.source_version, t.urgent, t.stream_id, t.stream_number,"
          + " t.changed, t.case_state, t.case_of, t.signed, t.partner, t.refusal, t.due_date,"
          + " t.due_rule, t.due_calendar";

  /** As they stand. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Columns(
      byte[] person,
      byte[] source,
      long version,
      boolean urgent,
      UUID stream,
      long number,
      Instant changed,
      String caseState,
      Long caseOf,
      byte[] signed,
      String partner,
      byte[] refusal,
      DueDate due) {

    static Columns read(Row row, int from) throws SQLException {
      return new Columns(
          row.bytes(from),
          row.bytes(from + 1),
          row.number(from + 2),
          row.yes(from + 3),
          row.uuid(from + 4),
          row.number(from + 5),
          row.instant(from + 6),
          row.text(from + 7),
          row.numberOrNull(from + 8),
          row.bytes(from + 9),
          row.text(from + 10),
          row.bytes(from + 11),
          FactsColumns.due(row, from + 12));
    }
  }

  /** What does not follow from its events; null if all does. */
  String fault(Stored one, List<StoredEvent> events) {
    Columns columns = one.columns();
    boolean opens = types.of(one.facts().type()).filter(RecordType::opensCase).isPresent();
    if (columns.caseState == null && !newest(events).isEmpty()) {
      return "has lost the case that its events tell of";
    }
    if (columns.signed == null && one.outbound() && namesSigned(events)) {
      return "has lost the digest of its SignedData that its events tell";
    }
    if (columns.caseState != null && !opens) {
      return "has a case, which its type does not open";
    }
    Set<String> cases = new TreeSet<>(newest(events).values());
    if (columns.caseState != null
        && !(cases.isEmpty()
            ? columns.caseState.equals("OPEN")
            : cases.contains(Cases.EVENT + columns.caseState))) {
      return "its events left its case in another state than " + columns.caseState;
    }
    long changed = columns.changed.toEpochMilli();
    return events.stream().anyMatch(each -> each.event().at() == changed)
        ? null
        : "no event is of when it is said to have changed";
  }

  private static boolean namesSigned(List<StoredEvent> events) {
    return events.stream()
        .filter(each -> AuditTransfers.word(each).equals("SENT"))
        .map(each -> each.event().what().content())
        .anyMatch(content -> content != null && content.indexOf(' ') > 0);
  }

  /** Of each chain that speaks of its case. */
  private static TreeMap<String, String> newest(List<StoredEvent> events) {
    TreeMap<String, String> newest = new TreeMap<>();
    for (StoredEvent each : events) {
      if (AuditTransfers.word(each).startsWith(Cases.EVENT)) {
        newest.put(each.event().writer(), AuditTransfers.word(each));
      }
    }
    return newest;
  }

  /** What does not follow from what was signed; null if all does. */
  String fault(Stored one, ReceivedExchange signed, byte[] signedData) throws SQLException {
    Columns columns = one.columns();
    Header header = signed.header();
    var record = signed.record();
    byte[] person = record.getSubject() == null ? ofCase(one) : indexes.subject(record);
    if (person != UNKNOWN && !Arrays.equals(columns.person, person)) {
      return "is filed under another person than the record is about";
    }
    if (!Arrays.equals(columns.source, indexes.source(record))
        || columns.version != record.getSource().getVersion()) {
      return "is filed under another source than the record names";
    }
    if (columns.urgent != (record.getUrgency() == Urgency.URGENT)) {
      return "is not as urgent as the record says";
    }
    if (columns.signed != null && !Arrays.equals(columns.signed, Event.sha256(signedData))) {
      return "names another SignedData than its own";
    }
    if (!header.getTo().equals(one.outbound() ? columns.partner : one.facts().to())
        || !header.getFrom().equals(one.outbound() ? one.facts().from() : columns.partner)) {
      return "is filed under another partner than was signed";
    }
    Stream stream = header.getStream();
    boolean fits =
        stream == null
            ? columns.stream == null
            : stream.getId().equals(columns.stream) && stream.getNumber() == columns.number;
    return fits ? null : "is at another place of its stream than was signed";
  }

  /** What names nobody itself is filed under the person of its case. */
  private byte[] ofCase(Stored one) throws SQLException {
    Long caseOf = one.columns().caseOf();
    return caseOf == null
        ? null
        : sql.first(
                "SELECT person, erased FROM transfer WHERE key = ?",
                row -> row.numberOrNull(2) == null ? row.bytes(1) : UNKNOWN,
                caseOf)
            .orElse(null);
  }

  /** In what the row differs from this node's own receipt; null if in nothing. */
  static String fault(Stored one, Receipt says, Bodies bodies) {
    if (says.getSays().contains(ReceiptKind.TRANSPORT)
        && !Objects.equals(one.columns().due(), ReceiptSays.due(says))) {
      return "states another due date than its transfer";
    }
    RejectionCode said = says.getRejection() == null ? null : says.getRejection().getCode();
    return said == null || said == refused(one, bodies)
        ? null
        : "rejects for another reason than its transfer";
  }

  private static RejectionCode refused(Stored one, Bodies bodies) {
    byte[] body = one.columns().refusal();
    try {
      return body == null ? null : bodies.openRefusal(one.outbound(), one.id(), body).code();
    } catch (LedgerFailure changed) {
      return null;
    }
  }
}
