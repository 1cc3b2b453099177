package hutong.gateway.http;

import hutong.routes.ledger.AttachmentView;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Content;
import hutong.routes.ledger.Piece;
import hutong.routes.ledger.Viewer;
import hutong.schemas.RecordTypes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.UUID;

/**
 * Hands out an attachment piece by piece, to whoever may read it in the record. Event loop only.
 */
final class ReadAttachment {

  private static final int MOST_NUMBER = 2;

  /** Each holds a piece or two in memory. */
  private static final int MOST_AT_ONCE = 32;

  private static final int MOST_OF_ONE = 8;

  private static final Set<String> NEEDED = Set.of("/attachment/name", "/attachment/digest");

  private final Attachments attachments;
  private final RecordTypes types;
  private final LedgerThreads threads;
  private final Failures failures;
  private final Slots slots = new Slots(MOST_AT_ONCE, MOST_OF_ONE);

  ReadAttachment(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.attachments = parts.ledger().attachments();
    this.types = parts.types();
    this.threads = threads;
    this.failures = failures;
  }

  /** One that is being handed out. */
  private final class Download {
    private final Call call;
    private final Content content;
    private final HttpServerResponse response;
    private final Slots.Slot slot;
    private int next = 1;

    private Download(Call call, Slots.Slot slot, AttachmentView view) {
      this.call = call;
      this.slot = slot;
      this.content = view.content();
      call.header("Content-Disposition", FileName.disposition(view.name()));
      this.response = call.begin(view.mediaType(), content.size());
      response.closeHandler(closed -> slot.free());
    }

    private void write(byte[] piece) {
      if (call.gone()) {
        slot.free();
      } else if (next > Piece.count(content.size()) - 1) {
        response.end(Buffer.buffer(piece));
        slot.free();
      } else {
        response.write(Buffer.buffer(piece));
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
      int number = next++;
      threads
          .ask(call.context(), () -> attachments.read(content, number))
          .onSuccess(this::write)
          .onFailure(
              fault -> {
                // Half an answer must not look like a whole one.
                failures.log(call, fault);
                call.request().connection().close();
              });
    }
  }

  private record Begun(AttachmentView view, byte[] first) {}

  void read(Call call) {
    UUID id = call.pathId("id");
    int number = number(call.path("number"));
    Viewer.LocalSystem viewer = new Viewer.LocalSystem(call.system().name());
    Slots.Slot slot = slots.take(call.asker());
    threads
        .ask(call.context(), () -> begin(id, number, viewer))
        .onSuccess(begun -> new Download(call, slot, begun.view).write(begun.first))
        .onFailure(
            fault -> {
              slot.free();
              failures.answer(call, fault);
            });
  }

  private Begun begin(UUID id, int number, Viewer.LocalSystem viewer) {
    AttachmentView view =
        attachments
            .find(id, number, viewer)
            .filter(this::allowed)
            .orElseThrow(() -> new Refused(ApiCode.NOT_FOUND));
    return new Begun(view, attachments.read(view.content(), 0));
  }

  private boolean allowed(AttachmentView view) {
    return view.role() == null
        || types
            .of(view.type())
            .map(type -> type.fieldsFor(view.role()).containsAll(NEEDED))
            .orElse(false);
  }

  private static int number(String text) {
    if (text.length() != 1 || text.charAt(0) < '0' || text.charAt(0) > '0' + MOST_NUMBER) {
      throw Refused.parameter("number");
    }
    return text.charAt(0) - '0';
  }
}
