package hutong.gateway.ledger;

import hutong.certs.Sealer;
import hutong.routes.checkpoint.BindHeads;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.TransferId;
import hutong.routes.ledger.Undelivered;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Measures what each call costs in CPU of the whole process, per record; started by hand: {@code
 * SIZE ROUNDS [RECORDS [postgres]]}, with so many records at a time, after so many that are there
 * already.
 */
final class LedgerCost {
  private final Map<String, long[]> spent = new LinkedHashMap<>();

  private final BindHeads bind;

  private LedgerCost(BindHeads bind) {
    this.bind = bind;
  }

  public static void main(String[] args) throws Exception {
    int size = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    Path folder = Files.createTempDirectory("ledger-cost");
    Clock clock = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    Sealer sealer = Samples.sealer();
    boolean postgres = args.length > 3;
    Database database =
        postgres
            ? Postgres.database(Postgres.newDatabase(), "1")
            : new SqliteDatabase(folder.resolve("a.db"), "1");
    if (args.length > 2) {
      LedgerOfAMillion.fill(database, Integer.parseInt(args[2]));
    }
    try (SqlLedger ledger = SqlLedger.open(database, Samples.vault(), clock)) {
      drain(ledger);
      for (String phase : List.of("warm", "measured")) {
        LedgerCost cost =
            new LedgerCost(new BindHeads(Samples.HERE, ledger.proofs(), sealer, clock));
        for (int i = 0; i < rounds; i++) {
          cost.round(ledger, size);
        }
        System.out.println(phase);
        cost.print(size * (long) rounds);
      }
      if (postgres) {
        updates(database);
      }
    }
  }

  /** How many updates had to touch every index, and how many none. */
  private static void updates(Database database) throws SQLException {
    try (Connection connection = database.reading().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_stat_force_next_flush()");
      try (ResultSet row =
          statement.executeQuery(
              "SELECT relname, n_tup_ins, n_tup_upd, n_tup_hot_upd, n_tup_del, n_dead_tup,"
                  + " pg_relation_size(relid), pg_indexes_size(relid),"
                  + " pg_total_relation_size(relid) FROM pg_stat_user_tables WHERE n_tup_ins > 100"
                  + " ORDER BY n_tup_upd DESC")) {
        while (row.next()) {
          System.out.printf(
              "  %-14s %7d inserted %7d updated, %7d of them hot, %6d deleted, %6d dead; octets"
                  + " of rows %9d, indexes %9d, all %9d%n",
              row.getString(1),
              row.getLong(2),
              row.getLong(3),
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              row.getLong(7),
              row.getLong(8),
              row.getLong(9));
        }
      }
    }
  }

  /** What was there before waits for others. */
  private static void drain(SqlLedger ledger) {
    List<Undelivered> waiting;
    do {
      waiting = ledger.undelivered(256);
      List<Offer> offers = new ArrayList<>();
      waiting.forEach(one -> offers.add(new Offer.To(one.key(), "archive", List.of())));
      ledger.offer(offers, Samples.NOW);
    } while (!waiting.isEmpty());
  }

  /** Sources and people are known by keyed indexes, which come in no order. */
  private static NewTransfer about(NewTransfer t) {
    return Samples.about(t, Samples.index("about " + t.facts().id()));
  }

  private static Arrival about(Arrival a) {
    return Samples.about(a, Samples.index("about " + a.facts().id()));
  }

  @FunctionalInterface
  private interface Call<T> {
    T run();
  }

  private <T> T timed(String name, Call<T> call) {
    long cpu = cpu();
    long time = System.nanoTime();
    long octets = written();
    T result = call.run();
    long[] sum = spent.computeIfAbsent(name, n -> new long[3]);
    sum[2] += written() - octets;
    sum[0] += cpu() - cpu;
    sum[1] += System.nanoTime() - time;
    return result;
  }

  /** To files, by this process; 0 where the system does not say. */
  private static long written() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/io"))) {
      return lines
          .filter(line -> line.startsWith("wchar: "))
          .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
          .sum();
    } catch (IOException elsewhere) {
      return 0;
    }
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void round(SqlLedger ledger, int size) {
    Instant now = Samples.NOW;
    List<NewTransfer> posted = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      UUID id = ordered();
      posted.add(
          about(Samples.withKey(Samples.posted(id, "p" + id, "s" + id, 1), "k" + id, "r" + id)));
    }
    timed("submit", () -> ledger.submit(posted));
    List<Outgoing> due = timed("due", () -> ledger.due(Samples.THERE, size, now));
    List<SignedRecord> signed = new ArrayList<>();
    List<Confirmation> receipts = new ArrayList<>();
    List<Arrival> arrivals = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    for (Outgoing one : due) {
      Outgoing.Unsigned record = (Outgoing.Unsigned) one;
      UUID id = record.facts().id();
      signed.add(new SignedRecord(record.row(), record.record(), Samples.digest(id)));
      rows.add(record.row());
      receipts.add(Samples.transport(id));
      UUID other = ordered();
      arrivals.add(
          about(
              Samples.arrival(
                  Samples.facts(other, "999999", Samples.HERE),
                  UUID.randomUUID(),
                  1,
                  "s" + other,
                  1,
                  null)));
    }
    timed("signed", () -> run(() -> ledger.signed(signed)));
    timed("sent", () -> run(() -> ledger.sent(rows, now)));
    timed("confirm", () -> ledger.confirm(receipts, now));
    timed("receive", () -> ledger.receive(arrivals, Samples.RECEIPTS, now));
    List<Undelivered> undelivered = timed("undelivered", () -> ledger.undelivered(size));
    List<Offer> offers = new ArrayList<>();
    undelivered.forEach(one -> offers.add(new Offer.To(one.key(), "cost", List.of())));
    timed("offer", () -> run(() -> ledger.offer(offers, now)));
    Lease lease =
        timed("lease", () -> ledger.lease("cost", size, now, now.plusSeconds(60))).orElseThrow();
    List<TransferId> items = lease.items().stream().map(item -> item.facts().transferId()).toList();
    timed("acknowledge", () -> ledger.acknowledge("cost", lease.id(), items, now));
    List<Outgoing> replies = timed("due (receipts)", () -> ledger.due("999999", size, now));
    List<Long> replyRows = replies.stream().map(Outgoing::row).toList();
    timed("sent (receipts)", () -> run(() -> ledger.sent(replyRows, now)));
    timed("checkpoint", () -> run(bind::bind));
  }

  private long counter = System.currentTimeMillis() << 16;

  private UUID ordered() {
    return new UUID(counter++, UUID.randomUUID().getLeastSignificantBits());
  }

  private static Void run(Runnable call) {
    call.run();
    return null;
  }

  private void print(long records) {
    long cpu = 0;
    long octets = 0;
    for (Map.Entry<String, long[]> entry : spent.entrySet()) {
      long[] sum = entry.getValue();
      cpu += sum[0];
      octets += sum[2];
      System.out.printf(
          "  %-16s %6.1f us CPU %6.1f us time %6d octets written%n",
          entry.getKey(), sum[0] / 1000.0 / records, sum[1] / 1000.0 / records, sum[2] / records);
    }
    System.out.printf(
        "  %-16s %6.1f us CPU %26d octets written%n",
        "sum", cpu / 1000.0 / records, octets / records);
  }
}
