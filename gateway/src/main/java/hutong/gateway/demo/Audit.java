package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Compares, record by record, what the clients' books say with what every gateway's API says. */
final class Audit {

  private static final int AT_ONCE = 8;

  private final Books books;
  private final ConcurrentLinkedQueue<Difference> differences = new ConcurrentLinkedQueue<>();
  private final AuditSender sender;
  private final AuditRecipient recipient;
  private final AuditReceipts receipts;
  private final AuditTallies tallies;

  Audit(Network network, Books books) throws IOException {
    this.books = books;
    this.sender = new AuditSender(network, books.sent(), differences::add);
    this.recipient = new AuditRecipient(network, books, differences::add);
    this.receipts = new AuditReceipts(network, differences::add);
    this.tallies = new AuditTallies(network, books, differences::add);
  }

  Findings run() throws InterruptedException {
    List<Sent> sent = new ArrayList<>(books.sent().all());
    sent.sort(Comparator.comparing(Sent::id));
    List<Sent> sample = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      AuditReceipts.sample(sent.get(i), i).ifPresent(sample::add);
    }
    ExecutorService askers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Standing>> standings =
          sent.stream().map(one -> askers.submit(() -> standing(one))).toList();
      List<Future<?>> others = new ArrayList<>();
      sample.forEach(one -> others.add(askers.submit(() -> receipts.check(one))));
      books.wired().values().forEach(one -> others.add(askers.submit(() -> recipient.check(one))));
      books.received().all().forEach(recipient::check);
      for (Region region : Region.values()) {
        others.add(askers.submit(() -> tallies.check(region)));
      }
      List<Standing> found = new ArrayList<>();
      for (Future<Standing> each : standings) {
        found.add(each.get());
      }
      for (Future<?> each : others) {
        each.get();
      }
      return new Findings(found, sorted(), sample.size());
    } catch (ExecutionException failed) {
      throw new IllegalStateException("The comparison could not be made", failed.getCause());
    } finally {
      askers.shutdownNow();
    }
  }

  private Standing standing(Sent one) {
    return new Standing(one, sender.check(one), recipient.check(one));
  }

  private List<Difference> sorted() {
    return differences.stream()
        .sorted(Comparator.comparing(Difference::sort).thenComparing(Difference::about))
        .toList();
  }
}
