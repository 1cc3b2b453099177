package hutong.gateway.ledger;

import hutong.certs.Opener;
import hutong.gateway.ledger.AuditTransfers.Stored;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.LedgerPosition;
import hutong.schemas.hx.Receipt;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Decrypts the receipts of a transfer and compares what they say with it and with its events. */
final class AuditReceipts {
  private static final HexFormat HEX = HexFormat.of();
  private static final Set<String> CONFIRMED = Set.of("DELIVERED", "ACCEPTED", "REJECTED");
  private static final Set<String> DECIDED = Set.of("ACCEPTED", "REJECTED", "SUPERSEDED");

  private final Sql sql;
  private final Bodies bodies;
  private final AuditKeys keys;
  private final boolean restored;
  private long count;

  AuditReceipts(Sql sql, Bodies bodies, AuditKeys keys) throws SQLException {
    this.sql = sql;
    this.bodies = bodies;
    this.keys = keys;
    this.restored = sql.first("SELECT 1 FROM restore", row -> row.yes(1)).isPresent();
  }

  long count() {
    return count;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Kept(long key, String slot, byte[] body) {}

  List<AuditFinding> check(Stored one, List<StoredEvent> events) throws SQLException {
    List<AuditFinding> findings = new ArrayList<>();
    Set<String> slots = new TreeSet<>();
    Set<String> digests = new TreeSet<>();
    for (Kept receipt :
        sql.list(
            "SELECT key, slot, body FROM receipt WHERE transfer = ? ORDER BY key",
            row -> new Kept(row.number(1), row.text(2), row.bytes(3)),
            one.key())) {
      count++;
      slots.add(receipt.slot);
      String fault = fault(one, receipt, digests);
      if (fault != null) {
        findings.add(new AuditFinding("receipt", String.valueOf(receipt.key), fault));
      }
    }
    if (findings.isEmpty()) {
      String missing = one.outbound() ? missing(events, digests) : missing(one, slots);
      if (missing != null) {
        findings.add(new AuditFinding("receipt", "of transfer " + one.key(), missing));
      }
    }
    return findings;
  }

  /** Those that came: the event names the receipt. */
  private static String missing(List<StoredEvent> events, Set<String> digests) {
    for (StoredEvent each : events) {
      String content = each.event().what().content();
      if (CONFIRMED.contains(AuditTransfers.word(each))
          && content != null
          && !digests.contains(content)) {
        return "the one that event "
            + each.event().writer()
            + "/"
            + each.event().number()
            + " names is missing";
      }
    }
    return null;
  }

  /** Those that were issued. */
  private static String missing(Stored one, Set<String> slots) {
    if (DECIDED.contains(one.state()) && !slots.contains(Receipts.FINAL)) {
      return "that of its decision is missing";
    }
    return slots.contains(Receipts.TRANSPORT) || slots.contains(Receipts.FINAL)
        ? null
        : "that of its arrival is missing";
  }

  private String fault(Stored one, Kept stored, Set<String> digests) throws SQLException {
    byte[] signedData;
    Receipt says;
    try {
      signedData = bodies.open(one.outbound(), one.id(), stored.slot, stored.body);
      says = keys.documents().readReceipt(Opener.contentOfOwnStored(signedData));
    } catch (LedgerFailure | RefusedInput | IllegalArgumentException changed) {
      return "is not what was written there";
    }
    digests.add(HEX.formatHex(Event.sha256(signedData)));
    String digest =
        says.getDigest().getAlgorithm().value().toLowerCase(Locale.ROOT)
            + ":"
            + says.getDigest().getHex();
    boolean ofOther = stored.slot.startsWith(Receipts.OTHER);
    if (!says.getSubject().getSender().equals(one.facts().from())
        || !says.getSubject().getId().equals(one.facts().id())
        || (!ofOther && !digest.equals(one.digest()))) {
      return "is about something else";
    }
    if (one.outbound()) {
      return null;
    }
    if (!placed(says.getLedgerPosition())) {
      return "names a place in the ledger that is not there";
    }
    return ofOther || one.erased() != null ? null : AuditColumns.fault(one, says, bodies);
  }

  /** What a restore took away is not there any more. */
  private boolean placed(LedgerPosition position) throws SQLException {
    return sql.first(
            "SELECT digest FROM event WHERE writer = ? AND number = ?",
            row -> HEX.formatHex(row.bytes(1)),
            position.getWriter(),
            position.getNumber())
        .map(digest -> digest.equals(position.getEventDigest()))
        .orElse(restored);
  }
}
