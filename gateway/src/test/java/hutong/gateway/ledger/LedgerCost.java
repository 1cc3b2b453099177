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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Measures what each call costs in CPU of the whole process, per record; started by hand. */
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
    try (SqlLedger ledger = SqlLedger.open(folder.resolve("a.db"), Samples.vault(), clock)) {
      for (String phase : List.of("warm", "measured")) {
        LedgerCost cost =
            new LedgerCost(new BindHeads(Samples.HERE, ledger.proofs(), sealer, clock));
        for (int i = 0; i < rounds; i++) {
          cost.round(ledger, size);
        }
        System.out.println(phase);
        cost.print(size * (long) rounds);
      }
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T run();
  }

  private <T> T timed(String name, Call<T> call) {
    long cpu = cpu();
    long time = System.nanoTime();
    T result = call.run();
    long[] sum = spent.computeIfAbsent(name, n -> new long[2]);
    sum[0] += cpu() - cpu;
    sum[1] += System.nanoTime() - time;
    return result;
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
      posted.add(Samples.withKey(Samples.posted(id, "p" + id, "s" + id, 1), "k" + id, "r" + id));
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
          Samples.arrival(
              Samples.facts(other, "350000", Samples.HERE),
              UUID.randomUUID(),
              1,
              "s" + other,
              1,
              null));
    }
    timed("signed", () -> run(() -> ledger.signed(signed)));
    timed("sent", () -> run(() -> ledger.sent(rows, now)));
    timed("confirm", () -> ledger.confirm(receipts, now));
    timed("receive", () -> ledger.receive(arrivals, Samples.RECEIPTS, now));
    List<Undelivered> undelivered = timed("undelivered", () -> ledger.undelivered(size));
    List<Offer> offers = new ArrayList<>();
    undelivered.forEach(one -> offers.add(new Offer.To(one.key(), "register", List.of())));
    timed("offer", () -> run(() -> ledger.offer(offers, now)));
    Lease lease =
        timed("lease", () -> ledger.lease("register", size, now, now.plusSeconds(60)))
            .orElseThrow();
    List<TransferId> items = lease.items().stream().map(item -> item.facts().transferId()).toList();
    timed("acknowledge", () -> ledger.acknowledge("register", lease.id(), items, now));
    List<Outgoing> replies = timed("due (receipts)", () -> ledger.due("350000", size, now));
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
    for (Map.Entry<String, long[]> entry : spent.entrySet()) {
      long[] sum = entry.getValue();
      cpu += sum[0];
      System.out.printf(
          "  %-16s %6.1f us CPU %6.1f us time%n",
          entry.getKey(), sum[0] / 1000.0 / records, sum[1] / 1000.0 / records);
    }
    System.out.printf("  %-16s %6.1f us CPU%n", "sum", cpu / 1000.0 / records);
  }
}
