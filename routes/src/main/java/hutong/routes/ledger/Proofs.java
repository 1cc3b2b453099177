package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What makes the ledger a proof: checkpoints that bind the heads of all chains of events under this
 * node's signature and a time stamp, and what proves single events by them.
 */
public interface Proofs {

  /**
   * A checkpoint to be signed.
   *
   * @param document its octets, as PROTOCOL.md has them
   * @param seed from which the leaves of its tree are salted
   */
  record Draft(byte[] document, byte[] seed) {}

  /** A checkpoint without its time stamp. */
  record Unstamped(long number, byte[] signedData) {}

  /**
   * How checkpoints stand.
   *
   * @param number of the newest
   * @param at when it was made
   * @param unstamped how many have no time stamp yet
   * @param unstampedSince when the oldest of those was made; null if there is none
   */
  record Standing(long number, Instant at, long unstamped, Instant unstampedSince) {}

  /**
   * What was signed, as it is stored.
   *
   * @param digest {@code ALGORITHM:hex} of the exchange document; null if it was never signed
   * @param signedData null if it was never signed, or is erased or pruned
   * @param erasedAt null if it is not erased
   */
  record Stored(
      TransferFacts facts, boolean outbound, String digest, byte[] signedData, Instant erasedAt) {}

  /**
   * What the next checkpoint binds; empty if nothing has happened since the last. A tree has a
   * bounded size, so there may be more to bind at once. Of several processes that share the ledger,
   * one is asked.
   */
  Optional<Draft> draft(String node, Instant now);

  /** Keeps a checkpoint, and notes it as an event; false if another process was first. */
  boolean keep(Draft draft, byte[] signedData);

  /** Checkpoints to be time-stamped, the newest first, then the oldest. */
  List<Unstamped> unstamped(int max);

  /**
   * Keeps the time stamp of a checkpoint.
   *
   * @param token DER of the TimeStampToken over SHA-256 of the SignedData
   */
  void stamped(long number, byte[] token);

  /** Empty before the first checkpoint. */
  Optional<Standing> standing();

  /** The SignedData of a transfer; empty if the viewer may not see it. */
  Optional<Stored> stored(UUID id, Viewer viewer);

  /** What proves the events of a transfer; empty if the viewer may not see it. */
  Optional<CheckpointProof> proof(UUID id, Viewer viewer);
}
