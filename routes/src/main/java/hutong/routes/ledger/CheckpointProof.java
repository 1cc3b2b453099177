package hutong.routes.ledger;

import java.util.List;

/**
 * What proves the events of one transfer without any other event.
 *
 * @param events in the order of their chains
 * @param checkpoints those that the events are bound by, each once
 * @param unbound how many more events the transfer has: no checkpoint binds them yet, or they were
 *     too many
 */
public record CheckpointProof(List<Proven> events, List<Sealed> checkpoints, int unbound) {

  /** Whoever reads proofs takes no more. */
  public static final int MOST_CHECKPOINTS = 64;

  /** Of more events, those that speak of documents come first. */
  public static final int MOST_EVENTS = 1_000;

  /**
   * One event, bound by a checkpoint's tree: its leaf is over salt and SHA-256 of the event.
   *
   * @param position its place in its chain
   * @param event the octets that its digest is over, as PROTOCOL.md has them
   * @param checkpoint number of the checkpoint
   * @param index of its leaf
   * @param path from the leaf upwards
   */
  public record Proven(
      LedgerPosition position,
      byte[] event,
      long checkpoint,
      byte[] salt,
      long index,
      List<byte[]> path) {}

  /**
   * A checkpoint.
   *
   * @param signedData over the document, which names size and root of the tree
   * @param token DER of the TimeStampToken over SHA-256 of the SignedData; null if there is none
   *     yet
   */
  public record Sealed(long number, byte[] signedData, byte[] token) {}
}
