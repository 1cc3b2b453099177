package hutong.gateway.approvals;

import hutong.gateway.approvals.NotProposed.Why;
import hutong.routes.ledger.BulkOperations;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.LedgerUnavailable;
import hutong.routes.ledger.Proposals;
import hutong.routes.ledger.Proposals.Decided;
import hutong.routes.ledger.Proposals.Kind;
import hutong.routes.ledger.Proposals.New;
import hutong.routes.ledger.Proposals.Proposal;
import hutong.routes.ledger.Proposals.Reason;
import hutong.routes.ledger.Quarantined;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What takes two people: looks whether it could be done before it is proposed, and has it done when
 * it is approved. What a crash cuts off is done after the next start, by whichever process.
 */
public final class Approvals implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
  private static final Duration CLAIM = Duration.ofMinutes(1);
  private static final int TOGETHER = 10;
  private static final long LOOK_SECONDS = 5;

  /** It failed in a way that nobody foresaw; somebody may propose it again. */
  private static final String FAILED = "FAILED";

  private final Ledger ledger;
  private final Proposals proposals;
  private final Effects effects;
  private final Duration within;
  private final Clock clock;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "approvals");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param within how long a proposal may be approved
   */
  public Approvals(Effects effects, Duration within) {
    this.ledger = effects.ledger();
    this.proposals = ledger.proposals();
    this.effects = effects;
    this.within = within;
    this.clock = effects.clock();
    var unused = worker.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Proposes something that could be done now; blocks.
   *
   * @param about as the kind says
   * @param parameters as of {@link New}
   * @param by the operator's or account's name
   */
  public Proposal propose(
      Kind kind, String about, Map<String, String> parameters, Reason reason, String by)
      throws NotProposed {
    require(reason.fits(kind), Why.REASON_UNFIT);
    switch (kind) {
      case RELEASE -> require(quarantined(about).filter(Approvals::releasable), Why.NOT_RELEASABLE);
      case DISCARD -> quarantined(about);
      case ERASE ->
          judge(
              ledger
                  .erasures()
                  .would(UUID.fromString(about), parameters.get("sender"), clock.instant()),
              Why.STILL_OPEN);
      case REDIRECT -> redirection(UUID.fromString(about), parameters.get("node"));
      case RUN -> planned(UUID.fromString(about));
    }
    Instant now = clock.instant();
    return proposals
        .propose(new New(kind, about, parameters, reason, by, now.plus(within)), now)
        .orElseThrow(() -> new NotProposed(Why.FULL));
  }

  private Optional<Quarantined> quarantined(String digest) throws NotProposed {
    Optional<Quarantined> found = ledger.inQuarantine(digest);
    require(found, Why.UNKNOWN);
    return found;
  }

  private static boolean releasable(Quarantined one) {
    return one.form().releasable() && !one.cutOff();
  }

  private void redirection(UUID id, String node) throws NotProposed {
    Intervened would = effects.redirect().would(id, node);
    require(would != Intervened.ALREADY, Why.NOT_A_CANDIDATE);
    judge(would, Why.TOO_LATE);
  }

  private void planned(UUID id) throws NotProposed {
    Optional<BulkOperations.View> found = ledger.operations().find(id);
    require(found, Why.UNKNOWN);
    require(found.filter(one -> one.state() == BulkOperations.State.PLANNED), Why.OPERATION_NOT_SO);
  }

  private static void judge(Intervened would, Why tooLate) throws NotProposed {
    switch (would) {
      case DONE, ALREADY -> {}
      case UNKNOWN -> throw new NotProposed(Why.UNKNOWN);
      case TOO_LATE -> throw new NotProposed(tooLate);
      case EXPIRED -> throw new NotProposed(Why.EXPIRED);
      case SEVERAL -> throw new NotProposed(Why.SEVERAL);
      case SIGNED -> throw new NotProposed(Why.SIGNED);
      case NOT_A_CANDIDATE -> throw new NotProposed(Why.NOT_A_CANDIDATE);
    }
  }

  private static void require(Optional<?> found, Why why) throws NotProposed {
    require(found.isPresent(), why);
  }

  private static void require(boolean so, Why why) throws NotProposed {
    if (!so) {
      throw new NotProposed(why);
    }
  }

  /**
   * Approves a proposal of somebody else's, and does it; blocks until that is done. If it can't be
   * done just now, the proposal stays approved, and it is tried again.
   */
  public Decided approve(UUID id, String by) {
    Decided decided = proposals.approve(id, by, clock.instant());
    if (decided == Decided.DONE) {
      Instant now = clock.instant();
      proposals.claim(id, now, now.plus(CLAIM)).ifPresent(this::carryOut);
    }
    return decided;
  }

  public Decided refuse(UUID id, String by) {
    return proposals.refuse(id, by, clock.instant());
  }

  /** Does what was approved and is not done, as after a crash. */
  void look() {
    try {
      Instant now = clock.instant();
      proposals.claim(TOGETHER, now, now.plus(CLAIM)).forEach(this::carryOut);
    } catch (RuntimeException fault) {
      LOG.warn("What was approved could not be looked for; it is tried again", fault);
    }
  }

  private void carryOut(Proposal one) {
    String result;
    try {
      result = effects.carryOut(one);
    } catch (LedgerUnavailable passing) {
      LOG.warn("Proposal {} could not be carried out; it is tried again", one.id());
      return;
    } catch (RuntimeException fault) {
      LOG.error("Proposal {} can't be carried out", one.id(), fault);
      result = FAILED;
    }
    proposals.carriedOut(one.id(), result, clock.instant());
  }

  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(LOOK_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("What was approved is not done yet; it is done after the next start");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
