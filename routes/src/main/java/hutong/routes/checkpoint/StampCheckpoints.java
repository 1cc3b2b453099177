package hutong.routes.checkpoint;

import hutong.certs.TimeAuthority;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Proofs;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "stamp": has checkpoints time-stamped, on a thread that nothing waits for (invariant 11). An
 * authority that does not answer is alarmed once; when it answers again, what is missing is stamped
 * by and by.
 */
public final class StampCheckpoints {

  private static final Logger LOG = LoggerFactory.getLogger(StampCheckpoints.class);
  private static final int AT_ONCE = 16;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final TimeAuthority authority;
  private final Duration late;
  private final Clock clock;
  private boolean alarmed;
  private int failures;
  private Instant notBefore = Instant.MIN;

  /**
   * @param late how long a checkpoint may be without its time stamp before that is alarmed
   */
  public StampCheckpoints(Ledger ledger, TimeAuthority authority, Duration late, Clock clock) {
    this.ledger = ledger;
    this.authority = authority;
    this.late = late;
    this.clock = clock;
  }

  public void stamp() {
    Proofs proofs = ledger.proofs();
    if (!clock.instant().isBefore(notBefore)) {
      List<Proofs.Unstamped> unstamped = proofs.unstamped(AT_ONCE);
      for (Proofs.Unstamped each : unstamped) {
        if (!stamped(proofs, each)) {
          break;
        }
      }
    }
    tellIfLate(proofs);
  }

  private boolean stamped(Proofs proofs, Proofs.Unstamped one) {
    try {
      proofs.stamped(one.number(), authority.stamp(sha256(one.signedData())));
      failures = 0;
      return true;
    } catch (IOException unanswered) {
      failures++;
      Duration wait = Duration.ofSeconds(1L << Math.min(failures, 16));
      notBefore = clock.instant().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
      LOG.warn("No time stamp for checkpoint {}: {}", one.number(), unanswered.getMessage());
      return false;
    }
  }

  private void tellIfLate(Proofs proofs) {
    Proofs.Standing standing = proofs.standing().orElse(null);
    Instant now = clock.instant();
    boolean isLate =
        standing != null
            && standing.unstampedSince() != null
            && standing.unstampedSince().plus(late).isBefore(now);
    if (isLate && !alarmed) {
      ledger.raise(
          List.of(
              new Alarm(
                  now,
                  Alarm.Code.TIME_STAMPS_MISSING,
                  null,
                  "checkpoint " + (standing.number() - standing.unstamped() + 1))));
    }
    if (!isLate && alarmed) {
      LOG.info("Checkpoints have their time stamps again");
    }
    alarmed = isLate;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
