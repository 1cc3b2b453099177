package hutong.routes.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * After a ledger was restored from a backup: what its node asks of its partners, and what they give
 * back. Until a partner has given back all, nothing is signed for it (it may have been signed and
 * sent before), and nothing of it is delivered (it may have been decided, and later records of a
 * person must not pass earlier ones).
 */
public interface Restores {

  /**
   * The newest restore.
   *
   * @param point until when the backup is whole
   */
  record Restored(long epoch, Instant point, Instant at) {}

  /** Empty if this ledger was never restored. */
  Optional<Restored> newest();

  /** Which of these members have not given back all, and are to be asked now. */
  List<String> toAsk(Collection<String> members, Instant now);

  /** Keeps the question until it is sent; it is due again after a time that doubles. */
  void asked(String member, byte[] signedData, Instant now);

  /** Whether this member has yet to give back what it knows. */
  boolean awaits(String member);

  /** The member says how many things it has re-offered; what was retained goes on once all came. */
  void said(String by, long epoch, long items, Instant now);

  /**
   * Goes on without what a member knows: it is gone for good.
   *
   * @return false if it is not awaited
   */
  boolean waive(String member, Instant now);

  /**
   * Takes what a member has given back, verified: receipts are adopted as they are.
   *
   * @param seen names of all things that came, also of those that turned out unfit
   */
  void regain(String by, List<Regained> things, List<byte[]> seen, Instant now);

  // ── the other side ──

  /**
   * A verified member says that it was restored: what it may lack is re-offered from now on. At
   * most once an hour, never for an epoch older than one heard before.
   *
   * @return whether it begins now
   */
  boolean heard(String member, long epoch, Instant point, Instant now);

  /** What to re-offer next, oldest first, within the rate. */
  List<Reoffer> reoffers();

  /**
   * One part of what goes to a member.
   *
   * @param reached the last transfer looked at
   * @param last whether nothing comes after it
   */
  record Reoffer(String member, long epoch, List<Thing> things, long reached, boolean last) {}

  /**
   * A signed record and the receipts about it.
   *
   * @param key of the transfer
   */
  record Thing(long key, UUID id, byte[] signedData, List<byte[]> receipts) {}

  /** A thing as it goes. */
  record Wrapped(long key, byte[] signedData) {}

  /**
   * Keeps it until it is sent.
   *
   * @param closing given how many things there were in all, the control that says so
   */
  void offered(Reoffer part, List<Wrapped> things, LongFunction<byte[]> closing, Instant now);
}
