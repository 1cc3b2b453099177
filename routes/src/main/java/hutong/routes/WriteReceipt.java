package hutong.routes;

import hutong.certs.ContentKind;
import hutong.certs.Sealer;
import hutong.certs.Signed;
import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.LedgerPosition;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.ReceiptWriter;
import hutong.schemas.Documents;
import hutong.schemas.hx.Digest;
import hutong.schemas.hx.DigestAlgorithm;
import hutong.schemas.hx.Due;
import hutong.schemas.hx.MatchResult;
import hutong.schemas.hx.Outcome;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.ReceiptKind;
import hutong.schemas.hx.ReceiptSubject;
import hutong.schemas.hx.Rejection;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes receipts as this node and signs them. */
public final class WriteReceipt implements ReceiptWriter {

  private final String node;
  private final Documents documents;
  private final Sealer sealer;

  public WriteReceipt(String node, Documents documents, Sealer sealer) {
    this.node = node;
    this.documents = documents;
    this.sealer = sealer;
  }

  /** Those for one sender share a signature. */
  @Override
  public List<byte[]> write(List<ReceiptFacts> receipts) {
    Map<String, List<Integer>> senders = new LinkedHashMap<>();
    List<byte[]> written = new ArrayList<>(receipts.size());
    for (ReceiptFacts facts : receipts) {
      senders.computeIfAbsent(facts.about().from(), first -> new ArrayList<>()).add(written.size());
      written.add(documents.writeReceipt(receipt(facts)));
    }
    senders.forEach(
        (sender, places) -> {
          List<byte[]> own = places.stream().map(written::get).toList();
          List<Signed> signed = sealer.answerAll(own, ContentKind.RECEIPT, sender);
          for (int i = 0; i < signed.size(); i++) {
            written.set(places.get(i), signed.get(i).bytes());
          }
        });
    return written;
  }

  private Receipt receipt(ReceiptFacts facts) {
    Receipt receipt = new Receipt();
    if (facts.transport()) {
      receipt.getSays().add(ReceiptKind.TRANSPORT);
    }
    if (facts.outcome() != null) {
      receipt
          .getSays()
          .add(
              facts.outcome() == InboundState.REJECTED
                  ? ReceiptKind.REJECTION
                  : ReceiptKind.ACCEPTANCE);
    }
    ReceiptSubject subject = new ReceiptSubject();
    subject.setSender(facts.about().from());
    subject.setId(facts.about().id());
    receipt.setSubject(subject);
    receipt.setRecipient(node);
    receipt.setDigest(digest(facts.digest()));
    receipt.setReceivedAt(facts.receivedAt().truncatedTo(ChronoUnit.MILLIS));
    if (facts.decidedAt() != null) {
      receipt.setDecidedAt(facts.decidedAt().truncatedTo(ChronoUnit.MILLIS));
    }
    receipt.setOutcome(
        facts.outcome() == null ? Outcome.RECEIVED : Outcome.valueOf(facts.outcome().name()));
    if (facts.due() != null) {
      Due due = new Due();
      due.setDate(facts.due().date());
      due.setRule(facts.due().rule());
      due.setCalendarVersion(facts.due().calendarVersion());
      receipt.setDue(due);
    }
    receipt.setLedgerPosition(position(facts.position()));
    if (facts.refusal() != null) {
      receipt.setRejection(rejection(facts.refusal()));
    }
    if (facts.evaluation() != null) {
      receipt.setEvaluation(evaluation(facts.evaluation()));
    }
    receipt.setMarked(facts.marked());
    return receipt;
  }

  private static Digest digest(String text) {
    String[] algorithmAndHex = text.split(":", 2);
    Digest digest = new Digest();
    digest.setAlgorithm(DigestAlgorithm.fromValue(algorithmAndHex[0].toUpperCase(Locale.ROOT)));
    digest.setHex(algorithmAndHex[1]);
    return digest;
  }

  private static hutong.schemas.hx.LedgerPosition position(LedgerPosition position) {
    hutong.schemas.hx.LedgerPosition written = new hutong.schemas.hx.LedgerPosition();
    written.setEpoch(position.epoch());
    written.setWriter(position.writer());
    written.setNumber(position.number());
    written.setEventDigest(position.digest());
    return written;
  }

  private static hutong.schemas.hx.Evaluation evaluation(Evaluation found) {
    hutong.schemas.hx.Evaluation written = new hutong.schemas.hx.Evaluation();
    written.setMatch(found.matched() ? MatchResult.MATCHED : MatchResult.NOT_MATCHED);
    written.getDeviation().addAll(found.deviations());
    return written;
  }

  /** A deciding system's own words stand in both languages; it was told to keep them coarse. */
  private static Rejection rejection(Refusal refusal) {
    Rejection rejection = new Rejection();
    rejection.setCode(refusal.code());
    rejection.getPointer().addAll(refusal.pointers());
    boolean own = refusal.reason() != null && !refusal.reason().isBlank();
    rejection.setZh(own ? refusal.reason() : refusal.code().zh());
    rejection.setEn(own ? refusal.reason() : refusal.code().en());
    return rejection;
  }
}
