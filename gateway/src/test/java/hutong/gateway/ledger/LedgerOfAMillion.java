package hutong.gateway.ledger;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Fills a ledger with as many records as a province has after a year, in a minute or two: rows as
 * the ledger's port would leave them, written past it, since the port encrypts and syncs and would
 * take hours. What no question of an operator reads is left out: payloads, receipts, and all events
 * but the last of each record, so that such a ledger can't be audited. The counts are those that a
 * migration takes. The same seed makes the same ledger.
 */
public final class LedgerOfAMillion {

  /** How many, unless a test says so: {@code -Dhutong.records=1000000} for the whole million. */
  public static final int SIZE = Integer.getInteger("hutong.records", 100_000);

  /** The newest record is of this instant. */
  public static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  public static final String HERE = "360000";

  /** The node that has been down for a day. */
  public static final String DOWN = "650000";

  /** Partners, every region but this one and three offices of the state. */
  public static final List<String> NODES =
      List.of(
          "110000", "120000", "130000", "140000", "150000", "210000", "220000", "230000", "310000",
          "320000", "330000", "340000", "350000", "370000", "410000", "420000", "430000", "440000",
          "450000", "460000", "500000", "510000", "520000", "530000", "540000", "610000", "620000",
          "630000", "640000", DOWN, "660000", "710000", "810000", "820000");

  static final List<String> TYPES =
      List.of(
          "ArrivalNotice",
          "ArrivalNotice",
          "ArrivalNotice",
          "DepartureNotice",
          "DepartureNotice",
          "StatusChange",
          "Inquiry",
          "InquiryReply",
          "CertificateVerificationRequest",
          "CertificateVerificationReply",
          "Correction",
          "Withdrawal",
          "Forward",
          "CustodyHandover",
          "CustodyAcceptance");

  static final List<String> SYSTEMS = List.of("register", "desk", "hall", "archive");

  private static final String[] REFUSALS = {
    "PERSON_NOT_FOUND", "SCHEMA_INVALID", "NOT_COMPETENT", "TOO_OLD", "OUT_OF_CYCLE"
  };
  private static final Duration SPAN = Duration.ofDays(365);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int AT_ONCE = 2_000;

  private final Sql sql;
  private final int size;
  private final Random random = new Random(20_261_120);
  private final Sql.Batch transfers;
  private final Sql.Batch events;
  private final Sql.Batch outbox;
  private final Sql.Batch mailboxes;
  private final Sql.Batch outcomes;

  private LedgerOfAMillion(Sql sql, int size) throws SQLException {
    this.sql = sql;
    this.size = size;
    this.transfers =
        sql.batch(
            "INSERT INTO transfer (key, outbound, id, sender, recipient, partner, type,"
                + " schema_version, legal_basis, division, division_date, correlation, urgent,"
                + " created, expires, state, changed, system, source_index, source_version,"
                + " stream_number, predecessor, content_digest, digest, arrived, due_date, due_rule,"
                + " due_calendar, due_end, answered, deadline, parked, cause, target, marked,"
                + " answering, outcome, decided, person, repeats)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, '1.0', 'pilot', '360102', '2026-01-01', ?, 0, ?, ?,"
                + " ?, ?, ?, ?, 1, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '360102', 0, ?, ?, ?, ?,"
                + " 0)");
    this.events =
        sql.batch(
            "INSERT INTO event (writer, number, epoch, transfer, outbound, sender, id, happened,"
                + " what, content, detail, digest) VALUES ('seed-1', ?, 0, ?, ?, ?, ?, ?, ?, NULL,"
                + " ?, ?)");
    this.outbox =
        sql.batch(
            "INSERT INTO outbox (entry, destination, kind, about, receipt, attempts, pieces)"
                + " VALUES (?, ?, ?, ?, 0, 0, 0)");
    this.mailboxes =
        sql.batch(
            "INSERT INTO mailbox (transfer, system, role, state, deliveries, stream_number)"
                + " VALUES (?, ?, NULL, 'WAITING', 0, 0)");
    this.outcomes =
        sql.batch(
            "INSERT INTO outcome (system, number, transfer, what, code, happened)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
  }

  /**
   * Fills an empty ledger, with {@link #SIZE} records.
   *
   * @param place its tables are made; nobody else may have it open
   */
  public static void fill(LedgerSettings place) throws SQLException {
    fill(place.database(), SIZE);
  }

  static void fill(Database database, int size) throws SQLException {
    database.join().close();
    try (Connection connection = database.writing()) {
      boolean sqlite = database instanceof SqliteDatabase;
      if (sqlite) {
        fast(connection);
      }
      Sql sql = new Sql(connection);
      new LedgerOfAMillion(sql, size).run(connection);
      if (sqlite) {
        connection.commit();
      } else {
        analyze(connection);
      }
    }
  }

  /** Nobody minds if it is lost. */
  private static void fast(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute("PRAGMA foreign_keys = OFF");
      statement.execute("PRAGMA secure_delete = OFF");
      statement.execute("PRAGMA cache_size = -400000");
    }
    connection.setAutoCommit(false);
  }

  /** As its own process does for itself, some time after so many rows. */
  private static void analyze(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
    }
  }

  private void run(Connection connection) throws SQLException {
    for (int i = 1; i <= size; i++) {
      add(i);
      if (i % AT_ONCE == 0) {
        flush();
        if (i % (25 * AT_ONCE) == 0) {
          connection.commit();
        }
      }
    }
    flush();
    sql.update("UPDATE counter SET next_value = ? WHERE name = 'key'", 2L * size);
    sql.update(
        "INSERT INTO counter (name, next_value) VALUES ('key', ?) ON CONFLICT (name) DO NOTHING",
        2L * size);
    sql.update("DELETE FROM tally_count");
    sql.update(
        "INSERT INTO tally_count (outbound, state, type, partner, cause, records) SELECT outbound,"
            + " state, type, COALESCE(partner, ''), COALESCE(cause, ''), COUNT(*) FROM transfer"
            + " GROUP BY outbound, state, type, COALESCE(partner, ''), COALESCE(cause, '')");
    failures();
    watch();
    connection.commit();
  }

  private void flush() throws SQLException {
    transfers.run();
    events.run();
    outbox.run();
    mailboxes.run();
    outcomes.run();
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** UUIDv7. */
  private byte[] id(Instant created) {
    long high = created.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
    long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /** A state, and why. */
  private record Stand(String state, String cause) {}

  private void add(int i) throws SQLException {
    Instant created = NOW.minus(SPAN.multipliedBy(size - i).dividedBy(size));
    boolean outbound = random.nextInt(100) < 55;
    String partner = any(NODES);
    String type = any(TYPES);
    Stand stand = outbound ? sent(partner, created) : received(created);
    if (stand.state.equals("AWAITING_ADDRESS")) {
      partner = null;
    }
    String system = stand.state.equals("RECEIVED") ? null : any(SYSTEMS);
    String sender = outbound ? HERE : partner;
    byte[] id = id(created);
    boolean ended = "ACCEPTED REJECTED SUPERSEDED".contains(stand.state);
    boolean asks = type.equals("Inquiry") || type.endsWith("Request");
    boolean owes = asks && (ended || stand.state.equals("OFFERED"));
    Instant due = created.plus(DAY.multipliedBy(15));
    Instant answered =
        random.nextInt(40) == 0 ? null : created.plus(DAY.multipliedBy(random.nextInt(18)));
    transfers.add(
        (long) i,
        outbound,
        id,
        sender,
        outbound ? partner : HERE,
        partner,
        type,
        type.endsWith("Reply") ? bytes(16) : null,
        created,
        created.plus(DAY.multipliedBy(7)),
        stand.state,
        created.plusSeconds(random.nextInt(3_600)),
        system,
        bytes(32),
        bytes(32),
        hex(bytes(32)),
        outbound ? null : created,
        owes ? "2026-01-01" : null,
        owes ? "inquiry-15d" : null,
        owes ? "cn-2026-1" : null,
        owes ? due : null,
        owes && answered != null && answered.isBefore(NOW) ? answered : null,
        outbound && !ended && waits(stand.state) ? created.plus(DAY.multipliedBy(7)) : null,
        stand.state.equals("PARKED") ? stand.cause : null,
        stand.cause,
        asks ? "REPLY" : "ACCEPTANCE",
        ended ? stand.state : null,
        ended ? created.plusSeconds(3_600) : null,
        bytes(32));
    events.add(
        (long) i,
        (long) i,
        outbound,
        sender == null ? HERE : sender,
        id,
        created,
        stand.state,
        stand.cause == null ? "" : stand.cause,
        bytes(32));
    follow(i, outbound, partner, system, stand, created);
  }

  private static boolean waits(String state) {
    return "SUBMITTED SENT WAITING_RETRY SET_ASIDE".contains(state);
  }

  private void follow(
      int i, boolean outbound, String partner, String system, Stand stand, Instant created)
      throws SQLException {
    if (outbound && waits(stand.state) && !stand.state.equals("SENT")) {
      outbox.add((long) i, partner, stand.state.equals("SET_ASIDE") ? 3 : 1, (long) i);
    }
    if (stand.state.equals("OFFERED")) {
      mailboxes.add((long) i, system);
    }
    if (outbound && created.isAfter(NOW.minus(DAY.multipliedBy(31))) && !waits(stand.state)) {
      outcomes.add(system, (long) i, (long) i, stand.state, stand.cause, created);
    }
  }

  private Stand sent(String partner, Instant created) {
    boolean young = created.isAfter(NOW.minus(Duration.ofHours(2)));
    if (partner.equals(DOWN) && created.isAfter(NOW.minus(DAY.multipliedBy(7)))) {
      return random.nextInt(20) == 0
          ? new Stand("WAITING_RETRY", "BROKER_UNREACHABLE")
          : new Stand("SUBMITTED", null);
    }
    int of = random.nextInt(10_000);
    if (young) {
      return new Stand(of < 1_500 ? "SUBMITTED" : of < 4_000 ? "SENT" : "DELIVERED", null);
    }
    return of < 9_300
        ? new Stand("ACCEPTED", null)
        : of < 9_600
            ? new Stand("REJECTED", REFUSALS[random.nextInt(REFUSALS.length)])
            : of < 9_800
                ? new Stand("DELIVERED", null)
                : of < 9_850
                    ? new Stand("EXPIRED", null)
                    : of < 9_860
                        ? new Stand(
                            "SET_ASIDE", random.nextBoolean() ? "NOT_SEALABLE" : "NOT_SIGNABLE")
                        : of < 9_880
                            ? new Stand("AWAITING_ADDRESS", null)
                            : of < 9_900
                                ? new Stand("SENT", null)
                                : new Stand(of < 9_950 ? "ABANDONED" : "WITHDRAWN", null);
  }

  private Stand received(Instant created) {
    boolean young = created.isAfter(NOW.minus(Duration.ofHours(2)));
    int of = random.nextInt(10_000);
    if (young && of < 6_000) {
      return new Stand(of < 1_000 ? "RECEIVED" : "OFFERED", null);
    }
    return of < 9_300
        ? new Stand("ACCEPTED", null)
        : of < 9_550
            ? new Stand("REJECTED", REFUSALS[random.nextInt(REFUSALS.length)])
            : of < 9_700
                ? new Stand("SUPERSEDED", null)
                : of < 9_900
                    ? new Stand("OFFERED", null)
                    : new Stand("PARKED", of < 9_950 ? "NO_OFFICE" : "PERSON_UNKNOWN");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** As many groups as are kept, each with a day of hours. */
  private void failures() throws SQLException {
    List<Object[]> found =
        sql.list(
            "SELECT outbound, state, cause, partner, type, records FROM tally_count WHERE state IN"
                + " ('WAITING_RETRY', 'SET_ASIDE', 'PARKED', 'REJECTED', 'EXPIRED')"
                + " ORDER BY outbound, state, type, partner, cause LIMIT ?",
            row ->
                new Object[] {
                  row.yes(1),
                  row.text(2),
                  row.text(3).isEmpty() ? row.text(2) : row.text(3),
                  row.text(4),
                  row.text(5),
                  row.number(6)
                },
            FailureBook.MOST);
    Sql.Batch groups =
        sql.batch(
            "INSERT INTO failure_group (key, outbound, state, code, partner, type, pointer, times,"
                + " first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?)");
    Sql.Batch hours = sql.batch("INSERT INTO failure_hour (failure, hour, times) VALUES (?, ?, ?)");
    for (int i = 0; i < found.size(); i++) {
      long key = size + 1L + i;
      Object[] one = found.get(i);
      groups.add(
          key,
          one[0],
          one[1],
          one[2],
          one[3],
          one[4],
          one[5],
          NOW.minus(SPAN),
          NOW.minusSeconds(random.nextInt(86_400)));
      for (int hour = 0; hour < 24; hour++) {
        hours.add(key, FailureBook.hour(NOW.toEpochMilli()) - hour, (long) random.nextInt(9));
      }
    }
    groups.run();
    hours.run();
  }

  private void watch() throws SQLException {
    sql.update(
        "INSERT INTO destination (name, failures, since, next_attempt, cause) VALUES (?, 50, ?, ?,"
            + " 'BROKER_UNREACHABLE')",
        DOWN,
        NOW.minus(DAY),
        NOW.plusSeconds(60));
    Sql.Batch alarms =
        sql.batch("INSERT INTO alarm (key, raised, code, partner, about) VALUES (?, ?, ?, ?, ?)");
    Sql.Batch quarantine =
        sql.batch(
            "INSERT INTO quarantine (key, kept, fault, digest, claimed_from, body)"
                + " VALUES (?, ?, 'TAMPERED', ?, ?, ?)");
    List<String> about = new ArrayList<>();
    for (int i = 0; i < Math.min(50_000, size / 20); i++) {
      Instant at = NOW.minusSeconds(60L * i);
      alarms.add(size + 10_000L + i, at, "RECEIPT_MISMATCHED", any(NODES), new UUID(i, i));
      if (i % 5 == 0) {
        String digest = hex(bytes(32));
        about.add(digest);
        quarantine.add(size + 10_000L + i, at, digest, any(NODES), bytes(2_000));
      }
    }
    alarms.run();
    quarantine.run();
  }
}
