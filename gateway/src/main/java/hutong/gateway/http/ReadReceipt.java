package hutong.gateway.http;

import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.StoredReceipt;
import hutong.routes.ledger.Viewer;
import hutong.schemas.Documents;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Evaluation;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.Rejection;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Hands out the signed receipt of a record: as evidence, or with what it says in JSON. */
final class ReadReceipt {

  private static final String PKCS7 = "application/pkcs7-mime";
  private static final String CMS = "application/cms";

  private final Ledger ledger;
  private final Documents documents;
  private final Function<byte[], byte[]> documentOf;
  private final LedgerThreads threads;
  private final Failures failures;

  ReadReceipt(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.ledger = parts.ledger();
    this.documents = parts.documents();
    this.documentOf = parts.documentOf();
    this.threads = threads;
    this.failures = failures;
  }

  void receipt(Call call) {
    UUID id = call.pathId("id");
    String kind = call.query("kind");
    if (kind != null && !kind.equals("transport") && !kind.equals("outcome")) {
      throw Refused.parameter("kind");
    }
    String type = accepted(call.header("Accept"));
    Viewer viewer = call.viewer();
    threads
        .ask(call.context(), () -> answer(id, viewer, kind, type))
        .onSuccess(answer -> call.answer(200, contentType(type), answer))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private Buffer answer(UUID id, Viewer viewer, String kind, String type)
      throws IOException, RefusedInput {
    List<StoredReceipt> receipts = ledger.receipts(id, viewer);
    if (receipts.isEmpty() && ledger.find(id, viewer).isEmpty()) {
      throw new Refused(ApiCode.NOT_FOUND);
    }
    StoredReceipt chosen =
        choose(receipts, kind).orElseThrow(() -> new Refused(ApiCode.RECEIPT_NOT_YET));
    if (!type.equals(Answers.JSON)) {
      return Buffer.buffer(chosen.signedData());
    }
    Receipt says = documents.readReceipt(documentOf.apply(chosen.signedData()));
    return JsonBody.object(out -> receipt(out, says, chosen.signedData()));
  }

  /** The one that says the outcome if there is one, else the transport receipt. */
  private static Optional<StoredReceipt> choose(List<StoredReceipt> receipts, String kind) {
    Optional<StoredReceipt> outcome =
        receipts.stream().filter(receipt -> receipt.outcome() != null).findFirst();
    if ("outcome".equals(kind) || (kind == null && outcome.isPresent())) {
      return outcome;
    }
    return receipts.stream().filter(StoredReceipt::transport).findFirst();
  }

  private static void receipt(JsonBody out, Receipt says, byte[] signedData) throws IOException {
    out.texts("says", says.getSays());
    out.text("sender", says.getSubject().getSender());
    out.text("id", says.getSubject().getId());
    out.text("recipient", says.getRecipient());
    out.object(
        "digest",
        says.getDigest(),
        digest -> {
          out.text("algorithm", digest.getAlgorithm().value());
          out.text("hex", digest.getHex());
        });
    out.text("receivedAt", says.getReceivedAt());
    out.text("decidedAt", says.getDecidedAt());
    out.text("outcome", says.getOutcome());
    out.object(
        "due",
        says.getDue(),
        due -> {
          out.text("date", due.getDate());
          out.text("rule", due.getRule());
          out.text("calendarVersion", due.getCalendarVersion());
        });
    out.object(
        "ledgerPosition",
        says.getLedgerPosition(),
        position -> {
          out.number("epoch", position.getEpoch());
          out.text("writer", position.getWriter());
          out.number("number", position.getNumber());
          out.text("eventDigest", position.getEventDigest());
        });
    out.object("rejection", says.getRejection(), rejection -> rejection(out, rejection));
    out.object("evaluation", says.getEvaluation(), found -> evaluation(out, found));
    if (says.isMarked() != null) {
      out.flag("marked", says.isMarked());
    }
    out.base64("signedData", signedData);
  }

  private static void evaluation(JsonBody out, Evaluation found) throws IOException {
    out.text("match", found.getMatch());
    out.texts("deviations", found.getDeviation());
  }

  private static void rejection(JsonBody out, Rejection rejection) throws IOException {
    out.text("code", rejection.getCode());
    out.texts("pointers", rejection.getPointer());
    out.text("zh", rejection.getZh());
    out.text("en", rejection.getEn());
  }

  private static String contentType(String type) {
    return type.equals(PKCS7) ? PKCS7 + "; smime-type=signed-data" : type;
  }

  /** The first of ours that the caller names (RFC 9110, 12.5.1); evidence if it names none. */
  private static String accepted(String accept) {
    if (accept == null || accept.isBlank()) {
      return PKCS7;
    }
    for (String range : accept.split(",", 16)) {
      switch (MediaType.parse(range).name()) {
        case PKCS7, "*/*", "application/*" -> {
          return PKCS7;
        }
        case CMS -> {
          return CMS;
        }
        case Answers.JSON -> {
          return Answers.JSON;
        }
        default -> {
          // Not ours; the next may be.
        }
      }
    }
    throw new Refused(ApiCode.NOT_ACCEPTABLE);
  }
}
