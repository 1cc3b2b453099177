package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * What the ledger keeps of control documents: those that wait for their destination, and what was
 * asked and answered. Bounded: at most {@link #MOST_WAITING} wait for a destination, further ones
 * are dropped, since whoever misses one asks again.
 */
public interface Controls {

  int MOST_WAITING = 64;

  /**
   * What to ask now, at most {@code max} ids for a partner; nothing for a partner for which a
   * control still waits. Quiet are transfers that were delivered and not decided, from the later of
   * delivery and the end of their due day, and expired ones, from their expiry; both from the last
   * question on.
   */
  List<Question> questions(Instant quietSince, int max);

  /** Keeps the question until it is sent; its ids are quiet from now. */
  void asked(Question question, byte[] signedData, Instant now);

  /**
   * Answers a verified member about what it sent: stored receipts go out again, and for what is not
   * decided, or not known, a control.
   *
   * @param writer given what is to be said, SignedData
   */
  void answer(String from, List<UUID> ids, Function<List<Interim>, byte[]> writer, Instant now);

  /**
   * Notes what a recipient says of transfers that it was asked about; anything else, and anything
   * said before something noted already, changes nothing.
   */
  void answered(String by, List<Interim> items, Instant saidAt, Instant now);

  /** Keeps a control until it is sent. */
  void put(String to, byte[] signedData, Instant now);

  /**
   * Has what went to this recipient in these envelopes sealed and sent again, a few times at most.
   *
   * @param envelopes SHA-256 of each
   * @return how many of them were sent by us and are still on their way
   */
  int unread(String recipient, List<byte[]> envelopes, Instant now);
}
