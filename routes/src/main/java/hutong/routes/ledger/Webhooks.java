package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where local systems want to be told what became of their records, and how far each has been told.
 */
public interface Webhooks {

  /** Bounds those of one system. */
  int MOST = 8;

  /** Whether it is told anything. */
  enum State {
    ACTIVE,
    /** Until its system enables it again. */
    DISABLED
  }

  /**
   * One of them.
   *
   * @param cursor it has been told everything up to this number
   * @param failures attempts in a row that failed
   * @param next when the next attempt is due
   * @param cause why the last attempt failed; null if it did not
   */
  record Webhook(
      UUID id,
      String system,
      String url,
      Instant created,
      State state,
      long cursor,
      int failures,
      Instant next,
      String cause) {}

  /**
   * The secrets that sign for one: a new one, and until its end the one before.
   *
   * @param old null if there is none any more
   */
  record Secrets(byte[] now, byte[] old) {
    /** Says nothing of them. */
    @Override
    public String toString() {
      return "Secrets[***]";
    }
  }

  /** Begins with what happens from now on; false if the system has its fill. */
  boolean add(UUID id, String system, String url, byte[] secret, Instant now);

  List<Webhook> of(String system);

  Optional<Webhook> find(UUID id, String system);

  /** Active ones whose next attempt is due; of several processes one alone is given them. */
  List<Webhook> due(Instant now, int max);

  Secrets secrets(UUID id, Instant now);

  /** From now on this secret signs, and the one before as well until an instant. */
  boolean rotate(UUID id, String system, byte[] secret, Instant oldUntil);

  /**
   * It has been told everything up to a number; nothing if it stands elsewhere meanwhile, as after
   * {@link #recover}.
   *
   * @param from where it stood
   */
  void told(UUID id, long from, long cursor, Instant now);

  void failed(UUID id, String cause, Instant next);

  /** It is told nothing more until it is enabled; raises an alarm. */
  void disable(UUID id, String cause, Instant now);

  /** It is told again, from where it was left. */
  boolean enable(UUID id, String system, Instant now);

  /** It is told again what stands behind a number. */
  boolean recover(UUID id, String system, long cursor, Instant now);

  boolean remove(UUID id, String system);
}
