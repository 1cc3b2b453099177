package hutong.routes.ledger;

import java.util.List;

/**
 * A record that a local system handed in, checked and addressed, about to be remembered.
 *
 * @param facts its header; {@code to} is null if several nodes come into question
 * @param system the local system that posted it
 * @param sourceIndex keyed index of (source system, source key)
 * @param sourceVersion the source's own version of that row
 * @param personIndex keyed index of (recipient, person); null for types outside the order
 * @param subjectIndex keyed index of the person, whoever the recipient is
 * @param contentDigest digest of the canonical record, to tell a repeat from a contradiction
 * @param record canonical XML of the record; the ledger encrypts it at rest
 * @param marks data-quality marks, each {@code CODE pointer}
 * @param addressEvidence the steps by which the address was resolved
 * @param candidates node ids that come into question; empty when {@code to} is decided
 * @param idempotencyKey the client's key; null if it gave none
 * @param requestDigest digest of the request body the key was given with
 * @param attachments those whose contents the system has put apart
 * @param counted what clocks and rates have to know of it
 */
public record NewTransfer(
    TransferFacts facts,
    String system,
    byte[] sourceIndex,
    long sourceVersion,
    byte[] personIndex,
    byte[] subjectIndex,
    byte[] contentDigest,
    byte[] record,
    List<String> marks,
    List<String> addressEvidence,
    List<String> candidates,
    String idempotencyKey,
    byte[] requestDigest,
    List<LargeAttachment> attachments,
    Counted counted) {

  /** Without attachments that go apart, about nobody in particular. */
  public NewTransfer(
      TransferFacts facts,
      String system,
      byte[] sourceIndex,
      long sourceVersion,
      byte[] personIndex,
      byte[] contentDigest,
      byte[] record,
      List<String> marks,
      List<String> addressEvidence,
      List<String> candidates,
      String idempotencyKey,
      byte[] requestDigest) {
    this(
        facts,
        system,
        sourceIndex,
        sourceVersion,
        personIndex,
        null,
        contentDigest,
        record,
        marks,
        addressEvidence,
        candidates,
        idempotencyKey,
        requestDigest,
        List.of(),
        Counted.PLAIN);
  }
}
