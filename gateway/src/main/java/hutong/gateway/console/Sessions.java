package hutong.gateway.console;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is signed in, in memory alone: a stop signs everybody out. A session ends when nothing is
 * done for half an hour, and after twelve hours.
 */
final class Sessions {

  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int MOST = 5_000;
  private static final int ACTS = 60;
  private static final int MOST_OF_ONE = 20;
  private static final int BYTES = 32;

  /**
   * One session.
   *
   * @param form has to stand in every form that does something
   * @param pace how much may be done: whoever has stolen a session does not fill the audit log
   */
  record Session(Account account, String form, Bucket pace, Instant begun, Instant used) {
    private Session at(Instant now) {
      return new Session(account, form, pace, begun, now);
    }
  }

  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Session> byHash = new LinkedHashMap<>();

  Sessions(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** Begins one; gives what its cookie holds, which is kept nowhere here. */
  synchronized String begin(Account account) {
    Instant now = clock.instant();
    byHash.values().removeIf(each -> ended(each, now));
    if (of(account.name()).size() >= MOST_OF_ONE) {
      endOldest(each -> each.account().name().equals(account.name()));
    }
    if (byHash.size() == MOST) {
      endOldest(each -> true);
    }
    String token = token();
    byHash.put(hash(token), new Session(account, token(), pace(), now, now));
    return token;
  }

  /**
   * The session of a cookie.
   *
   * @param used whether its person does something, so that it lives on
   */
  synchronized Optional<Session> find(String token, boolean used) {
    if (token == null || token.length() > 100) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    String hash = hash(token);
    Session session = byHash.get(hash);
    if (session == null || ended(session, now)) {
      byHash.remove(hash);
      return Optional.empty();
    }
    if (used) {
      byHash.put(hash, session.at(now));
    }
    return Optional.of(session);
  }

  private void endOldest(Predicate<Session> which) {
    Iterator<Session> oldest = byHash.values().iterator();
    while (oldest.hasNext()) {
      if (which.test(oldest.next())) {
        oldest.remove();
        return;
      }
    }
  }

  /** All of an account that have not ended, the oldest first. */
  synchronized List<Session> of(String name) {
    Instant now = clock.instant();
    return byHash.values().stream()
        .filter(each -> each.account().name().equals(name) && !ended(each, now))
        .toList();
  }

  /** Ends all of its account but this one. */
  synchronized void endOthers(Session own) {
    byHash
        .values()
        .removeIf(
            each ->
                each.account().name().equals(own.account().name())
                    && !each.form().equals(own.form()));
  }

  synchronized void end(String token) {
    if (token != null) {
      byHash.remove(hash(token));
    }
  }

  private static boolean ended(Session session, Instant now) {
    return now.isAfter(session.used().plus(IDLE)) || now.isAfter(session.begun().plus(LONGEST));
  }

  private static Bucket pace() {
    Bandwidth limit =
        Bandwidth.builder().capacity(ACTS).refillGreedy(ACTS, Duration.ofMinutes(1)).build();
    return Bucket.builder().addLimit(limit).build();
  }

  private String token() {
    byte[] octets = new byte[BYTES];
    random.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
