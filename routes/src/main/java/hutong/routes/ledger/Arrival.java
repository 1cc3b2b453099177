package hutong.routes.ledger;

import hutong.routes.Refusal;
import hutong.schemas.DueDate;
import java.util.List;
import java.util.UUID;

/**
 * A verified record from another node, about to be remembered.
 *
 * @param streamId stream id of the signed header; null outside the order
 * @param streamNumber number in that stream; 0 outside the order
 * @param sourceIndex keyed index of (source system, source key)
 * @param subjectIndex keyed index of the person; null if the record can't be read
 * @param digest {@code ALGORITHM:hex} of the signed exchange document as received
 * @param signedData the bytes as received and verified; the ledger encrypts them at rest
 * @param marks data-quality marks, each {@code CODE pointer}
 * @param due when the answer is due; null if none is
 * @param offices divisions responsible today for the address: one if decided, several if a person
 *     has to decide
 * @param addressEvidence the steps by which the address was resolved
 * @param refusal why it is refused; null if it is taken
 * @param attachments those whose contents come apart
 * @param counted what clocks and rates have to know of it
 */
public record Arrival(
    TransferFacts facts,
    UUID streamId,
    long streamNumber,
    byte[] sourceIndex,
    long sourceVersion,
    byte[] subjectIndex,
    String digest,
    byte[] signedData,
    List<String> marks,
    DueDate due,
    List<String> offices,
    List<String> addressEvidence,
    Refusal refusal,
    List<LargeAttachment> attachments,
    Counted counted) {

  /** Without attachments that go apart, about nobody in particular. */
  public Arrival(
      TransferFacts facts,
      UUID streamId,
      long streamNumber,
      byte[] sourceIndex,
      long sourceVersion,
      String digest,
      byte[] signedData,
      List<String> marks,
      DueDate due,
      List<String> offices,
      List<String> addressEvidence,
      Refusal refusal) {
    this(
        facts,
        streamId,
        streamNumber,
        sourceIndex,
        sourceVersion,
        null,
        digest,
        signedData,
        marks,
        due,
        offices,
        addressEvidence,
        refusal,
        List.of(),
        Counted.PLAIN);
  }

  /** The same, refused. */
  public Arrival refused(Refusal why) {
    return with(why, attachments);
  }

  /** The same, with its attachments found in the ledger. */
  public Arrival with(List<LargeAttachment> found) {
    return with(refusal, found);
  }

  private Arrival with(Refusal why, List<LargeAttachment> found) {
    return new Arrival(
        facts,
        streamId,
        streamNumber,
        sourceIndex,
        sourceVersion,
        subjectIndex,
        digest,
        signedData,
        marks,
        why == null ? due : null,
        offices,
        addressEvidence,
        why,
        found,
        counted);
  }
}
