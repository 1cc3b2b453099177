package hutong.gateway.http;

import hutong.gateway.evidence.EvidenceStream;
import hutong.gateway.evidence.ExportEvidence;
import hutong.routes.ledger.Exhibit;
import hutong.routes.ledger.Viewer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.UUID;

/** Hands out the evidence of a record as it is made, piece by piece. Event loop only. */
final class ReadEvidence {

  static final String ASIC_E = "application/vnd.etsi.asic-e+zip";

  /** Each holds a piece in memory and is signed anew. */
  private static final int MOST_AT_ONCE = 4;

  private static final int MOST_OF_ONE = 2;

  private final ExportEvidence export;
  private final LedgerThreads threads;
  private final Failures failures;
  private final Slots slots = new Slots(MOST_AT_ONCE, MOST_OF_ONE);

  ReadEvidence(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.export = parts.evidence();
    this.threads = threads;
    this.failures = failures;
  }

  private record Begun(EvidenceStream stream, byte[] first, boolean last) {}

  private record Next(byte[] piece, boolean last) {}

  void read(Call call) {
    UUID id = call.pathId("id");
    Viewer viewer = call.viewer();
    Slots.Slot slot = slots.take(call.asker());
    threads
        .ask(call.context(), () -> begin(id, viewer))
        .onSuccess(begun -> new Download(call, slot, id, begun))
        .onFailure(
            fault -> {
              slot.free();
              failures.answer(call, fault);
            });
  }

  private Begun begin(UUID id, Viewer viewer) throws IOException {
    Exhibit exhibit = export.exhibit(id, viewer).orElseThrow(() -> new Refused(ApiCode.NOT_FOUND));
    if (exhibit.digest() == null) {
      throw new Refused(ApiCode.EVIDENCE_NOT_YET);
    }
    if (exhibit.gone() && exhibit.receipts().isEmpty()) {
      throw new Refused(ApiCode.EVIDENCE_GONE);
    }
    EvidenceStream stream = export.begin(exhibit);
    byte[] first = stream.next();
    return new Begun(stream, first, stream.done());
  }

  /** One that is being handed out. */
  private final class Download {
    private final Call call;
    private final EvidenceStream stream;
    private final HttpServerResponse response;
    private final Slots.Slot slot;

    private Download(Call call, Slots.Slot slot, UUID id, Begun begun) {
      this.call = call;
      this.slot = slot;
      this.stream = begun.stream;
      call.header("Content-Disposition", "attachment; filename=\"" + id + ".asice\"");
      this.response = call.beginPieces(ASIC_E);
      response.closeHandler(closed -> slot.free());
      write(new Next(begun.first, begun.last));
    }

    private void write(Next next) {
      if (call.gone()) {
        slot.free();
      } else if (next.last) {
        response.end(Buffer.buffer(next.piece));
        slot.free();
      } else {
        response.write(Buffer.buffer(next.piece));
        if (response.writeQueueFull()) {
          response.drainHandler(any -> drained());
        } else {
          ask();
        }
      }
    }

    /** Once for each time that the queue was found full: it drains at other times as well. */
    private void drained() {
      response.drainHandler(null);
      ask();
    }

    private void ask() {
      threads
          .ask(call.context(), () -> new Next(stream.next(), stream.done()))
          .onSuccess(this::write)
          .onFailure(
              fault -> {
                // Half an answer must not look like a whole one.
                failures.log(call, fault);
                call.request().connection().close();
              });
    }
  }
}
