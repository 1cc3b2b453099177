package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** Waits until all that was posted has come to rest where the books expect it, or time is up. */
final class Settling {

  private final Network network;
  private final Books books;

  Settling(Network network, Books books) {
    this.network = network;
    this.books = books;
  }

  /**
   * Whether everything came to rest in time.
   *
   * @param records how many there are to be, answers counted in
   */
  boolean await(int records, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    return Await.until(longest, () -> books.sent().size() >= records && decided())
        && Await.until(Duration.ofNanos(Math.max(1, end - System.nanoTime())), this::counted);
  }

  private boolean decided() {
    return books.sent().all().stream().allMatch(this::decided);
  }

  private boolean decided(Sent one) {
    if (one.fate().end() == Fate.End.PARKED) {
      return true;
    }
    Optional<Desk> at = books.sent().expectedAt(one);
    return at.isPresent() && books.received().settled(at.get(), one.id());
  }

  /** Whether the senders have heard of every end, by their own count. */
  private boolean counted() {
    Collection<Sent> sent = books.sent().all();
    return Arrays.stream(Region.values())
        .allMatch(
            region ->
                Arrays.stream(Fate.End.values())
                    .map(Fate.End::atSender)
                    .distinct()
                    .allMatch(state -> counted(sent, region, state)));
  }

  private boolean counted(Collection<Sent> sent, Region region, String state) {
    long expected =
        sent.stream()
            .filter(one -> one.from().region() == region)
            .filter(one -> one.fate().end().atSender().equals(state))
            .count();
    return AuditTallies.count(network, region, "OUT", state) == expected;
  }
}
