package hutong.certs;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Measures the room's operations against the floor; run by hand, with suites as arguments (default:
 * all). The last line of each is the whole: sign, seal, open, sign and verify a receipt.
 */
final class Bench {

  private static final int BYTES = 2048;

  private final Pair pair;

  private Bench(Pair pair) {
    this.pair = pair;
  }

  public static void main(String[] arguments) throws Exception {
    for (String suite : arguments.length > 0 ? arguments : new String[] {"INTL", "SM", "PQ"}) {
      System.out.println("--- " + suite);
      new Bench(Pair.of(suite)).run(suite);
    }
  }

  private void run(String suite) throws Exception {
    int bytes = BYTES;
    Floor floor = Floor.measure(pair.suites.byId(suite), bytes);
    floor.costs().forEach((operation, cost) -> System.out.println(operation + " " + cost));
    for (Suite.Candidate candidate : pair.suites.byId(suite).candidates(bytes)) {
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
    Sealer sealer = pair.sealer();
    Opener opener = pair.opener();
    byte[] signed = sealer.sign(document, ContentKind.EXCHANGE);
    byte[] sealed = sealer.seal(signed, pair.recipient());
    byte[] signedReceipt = sealer.sign(receipt, ContentKind.RECEIPT);
    measure("sign", floor, () -> sealer.sign(document, ContentKind.EXCHANGE));
    measure("seal", floor, () -> sealer.seal(signed, pair.recipient()));
    measure(
        "sign+seal",
        floor,
        () -> sealer.seal(sealer.sign(document, ContentKind.EXCHANGE), pair.recipient()));
    measure("open+verify", floor, () -> opener.open(sealed));
    measure("receipt sign", floor, () -> sealer.sign(receipt, ContentKind.RECEIPT));
    measure("receipt verify", floor, () -> opener.verify(signedReceipt, ContentKind.RECEIPT));
    PayloadVault vault = new PayloadVault(new byte[32]);
    byte[] stored = vault.encrypt(document, receipt);
    measure("vault encrypt", null, () -> vault.encrypt(document, receipt));
    measure("vault decrypt", null, () -> vault.decrypt(stored, receipt));
    measure(
        "all of it",
        floor,
        () -> {
          byte[] made = sealer.sign(document, ContentKind.EXCHANGE, World.RECIPIENT).bytes();
          opener.open(sealer.seal(made, pair.recipient()));
          byte[] answer = sealer.sign(receipt, ContentKind.RECEIPT, World.RECIPIENT).bytes();
          return opener.verify(answer, ContentKind.RECEIPT);
        });
    System.out.println("sizes: signed " + signed.length + ", sealed " + sealed.length);
  }

  private void measure(String what, Floor floor, Callable<?> run) throws Exception {
    round(run, 600_000_000);
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 150; i++) {
      best = Math.min(best, round(run, 2_000_000));
    }
    if (floor == null) {
      System.out.printf("%-15s %7.1f us%n", what, best);
      return;
    }
    Map<Operation, Operations.Count> before = pair.operations.snapshot();
    run.call();
    Map<Operation, Operations.Count> after = pair.operations.snapshot();
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
