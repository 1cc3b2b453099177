package hutong.gateway.systems;

import hutong.routes.Bells;
import hutong.routes.LocalSystem;
import hutong.routes.ledger.SystemChanges;
import hutong.routes.ledger.SystemChanges.Undecided;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the ledger follow the registry: what waited for a system that has ended goes to its successor
 * or is given back, and what was parked because nobody decided goes to whoever does now.
 *
 * <p>The registry says what is meant, the ledger what is done: a process that dies between the two
 * does the rest after its next start.
 */
public final class FollowRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(FollowRegistry.class);
  private static final int MOST_KINDS = 10_000;
  private static final int AT_ONCE = 500;

  private final SystemsFile systems;
  private final SystemChanges ledger;
  private final Bells bells;
  private final Clock clock;

  /** Endings that were carried out by this process or before it. */
  private final Set<Registration> done = ConcurrentHashMap.newKeySet();

  public FollowRegistry(SystemsFile systems, SystemChanges ledger, Bells bells, Clock clock) {
    this.systems = systems;
    this.ledger = ledger;
    this.bells = bells;
    this.clock = clock;
  }

  /** Whether all that goes to this system from others is in its mailbox: till then it waits. */
  public boolean settled(String system) {
    for (Registration each : systems.ended()) {
      boolean comesHere =
          each.ending().by() != null
              && systems.named(each.name()).filter(to -> to.name().equals(system)).isPresent();
      if (comesHere && !done.contains(each)) {
        return false;
      }
    }
    return true;
  }

  /** May be called again at any time: then it also moves what came late. */
  public synchronized void follow() {
    for (Registration each : systems.ended()) {
      carryOut(each);
    }
    for (Undecided kind : ledger.undecided(MOST_KINDS)) {
      if (systems.decider(kind.type(), kind.office()).isPresent()) {
        int some;
        do {
          some = ledger.chooseAnew(kind, AT_ONCE, clock.instant());
        } while (some == AT_ONCE);
        bells.received().ring();
      }
    }
  }

  private void carryOut(Registration ended) {
    Optional<LocalSystem> heir = systems.named(ended.name());
    if (heir.isEmpty()) {
      ledger.retire(ended.name(), clock.instant());
      bells.received().ring();
    } else {
      String by = heir.get().name();
      long moved = ledger.takeOver(ended.name(), by, ended.ending().until(), clock.instant());
      if (done.add(ended)) {
        LOG.info("{} records of {} are now {}'s", moved, ended.name(), by);
      }
      bells.mailbox(by).ring();
    }
  }
}
