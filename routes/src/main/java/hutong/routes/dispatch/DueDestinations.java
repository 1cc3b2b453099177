package hutong.routes.dispatch;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.routes.BatchSource;
import hutong.routes.Bell;
import hutong.routes.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * For whom something is due: one look at the ledger for all of them, so that a member for whom
 * nothing waits costs nothing. It finds what nobody rings for: what another process wrote, and what
 * time alone makes due.
 */
public final class DueDestinations implements BatchSource<String> {

  private static final Duration LOOK_ANYWAY = Duration.ofMillis(100);

  private final Ledger ledger;
  private final Supplier<Directory> directory;
  private final Bell bell;
  private final Clock clock;
  private final Set<String> inOutage = new HashSet<>();
  private CompletableFuture<Void> ring = CompletableFuture.completedFuture(null);
  private Directory known;
  private List<Member> withOutages = List.of();

  /**
   * @param bell rings when something may be due for anybody
   */
  public DueDestinations(Ledger ledger, Supplier<Directory> directory, Bell bell, Clock clock) {
    this.ledger = ledger;
    this.directory = directory;
    this.bell = bell;
    this.clock = clock;
  }

  @Override
  public List<String> take(int max) throws InterruptedException {
    Bell.await(ring, LOOK_ANYWAY);
    ring = bell.nextRing();
    Instant now = clock.instant();
    standStill(now);
    List<String> due = ledger.dueDestinations(now);
    return due.size() > max ? due.subList(0, max) : due;
  }

  /** Of whoever's planned outage has begun; after it, as after any other. */
  private void standStill(Instant now) {
    Directory newest = directory.get();
    if (newest != known) {
      withOutages =
          newest.members().stream().filter(member -> !member.outages().isEmpty()).toList();
      inOutage.retainAll(withOutages.stream().map(Member::id).toList());
      known = newest;
    }
    for (Member member : withOutages) {
      if (member.outageAt(now).isEmpty()) {
        inOutage.remove(member.id());
      } else if (!inOutage.contains(member.id())) {
        ledger.standStill(member.id(), now);
        inOutage.add(member.id());
      }
    }
  }
}
