package hutong.certs;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/** Measures the room's operations against the floor; run by hand. */
final class Bench {

  private static final World WORLD = World.fresh();

  public static void main(String[] arguments) throws Exception {
    int bytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2048;
    Floor floor = Floor.measure(WORLD.suites.byId("INTL"), bytes);
    floor.costs().forEach((operation, cost) -> System.out.println(operation + " " + cost));
    for (Suite.Candidate candidate : WORLD.suites.byId("INTL").candidates(bytes)) {
      round(candidate.run()::once, 300_000_000);
      double micros = Double.MAX_VALUE;
      for (int i = 0; i < 60; i++) {
        micros = Math.min(micros, round(candidate.run()::once, 2_000_000));
      }
      System.out.printf("%-14s %-16s %7.1f%n", candidate.operation(), candidate.provider(), micros);
    }
    byte[] document = new byte[bytes];
    new Random(0).nextBytes(document);
    byte[] receipt = new byte[600];
    Sealer sealer = WORLD.sealer();
    Opener opener = WORLD.opener();
    byte[] signed = sealer.sign(document, ContentKind.EXCHANGE);
    byte[] sealed = sealer.seal(signed, WORLD.recipient());
    byte[] signedReceipt = sealer.sign(receipt, ContentKind.RECEIPT);
    measure("sign", floor, () -> sealer.sign(document, ContentKind.EXCHANGE));
    measure("seal", floor, () -> sealer.seal(signed, WORLD.recipient()));
    measure(
        "sign+seal",
        floor,
        () -> sealer.seal(sealer.sign(document, ContentKind.EXCHANGE), WORLD.recipient()));
    measure("open+verify", floor, () -> opener.open(sealed));
    measure("receipt sign", floor, () -> sealer.sign(receipt, ContentKind.RECEIPT));
    measure("receipt verify", floor, () -> opener.verify(signedReceipt, ContentKind.RECEIPT));
    PayloadVault vault = new PayloadVault(new byte[32]);
    byte[] stored = vault.encrypt(document, receipt);
    measure("vault encrypt", null, () -> vault.encrypt(document, receipt));
    measure("vault decrypt", null, () -> vault.decrypt(stored, receipt));
    System.out.println("sizes: signed " + signed.length + ", sealed " + sealed.length);
  }

  private static void measure(String what, Floor floor, Callable<?> run) throws Exception {
    round(run, 600_000_000);
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 150; i++) {
      best = Math.min(best, round(run, 2_000_000));
    }
    if (floor == null) {
      System.out.printf("%-15s %7.1f us%n", what, best);
      return;
    }
    Map<Operation, Operations.Count> before = WORLD.operations.snapshot();
    run.call();
    Map<Operation, Operations.Count> after = WORLD.operations.snapshot();
    after.replaceAll((operation, count) -> count.minus(before.get(operation)));
    double least = floor.micros(after);
    System.out.printf(
        "%-15s %7.1f us, floor %7.1f us, ratio %.2f%n", what, best, least, best / least);
  }

  private static double round(Callable<?> run, long nanos) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long runs = 0;
    long used;
    do {
      for (int i = 0; i < 20; i++) {
        run.call();
      }
      runs += 20;
      used = threads.getCurrentThreadCpuTime() - start;
    } while (used < nanos);
    return used / 1000.0 / runs;
  }
}
