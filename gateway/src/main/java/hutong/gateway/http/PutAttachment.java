package hutong.gateway.http;

import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Piece;
import hutong.routes.ledger.Upload;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the content of an attachment piece by piece, before the record that names it is posted.
 * Event loop only.
 */
final class PutAttachment {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Each holds a few pieces in memory. */
  private static final int MOST_AT_ONCE = 16;

  private static final int MOST_OF_ONE = 4;

  /** Who sends less is too slow. */
  private static final int LEAST_BYTES_PER_SECOND = 16 << 10;

  private final Vertx vertx;
  private final Attachments attachments;
  private final LedgerThreads threads;
  private final Failures failures;
  private final Duration bodyTime;
  private final Clock clock;
  private final Slots slots = new Slots(MOST_AT_ONCE, MOST_OF_ONE);

  PutAttachment(
      Vertx vertx, ApiParts parts, LedgerThreads threads, Failures failures, Duration bodyTime) {
    this.vertx = vertx;
    this.attachments = parts.ledger().attachments();
    this.threads = threads;
    this.failures = failures;
    this.bodyTime = bodyTime;
    this.clock = parts.clock();
  }

  void put(Call call) {
    String digest = call.path("digest");
    if (!SHA256.matcher(digest).matches()) {
      throw Refused.parameter("digest");
    }
    if (call.request().headers().contains("Content-Encoding")) {
      throw new Refused(ApiCode.MEDIA_TYPE_UNSUPPORTED);
    }
    int size = size(call.request());
    Slots.Slot slot = slots.take(call.asker());
    call.request().pause();
    String system = call.system().name();
    threads
        .ask(call.context(), () -> attachments.begin(system, digest, size, clock.instant()))
        .onSuccess(upload -> begun(call, slot, upload, digest, size))
        .onFailure(
            fault -> {
              slot.free();
              failures.answer(call, fault);
            });
  }

  private void begun(Call call, Slots.Slot slot, Upload upload, String digest, int size) {
    Duration most = bodyTime.plusSeconds(size / LEAST_BYTES_PER_SECOND);
    if (!(upload instanceof Upload.Open open)) {
      boolean here = upload instanceof Upload.Here;
      skip(call, most, () -> answer(call, slot, here ? 200 : 0, digest, size));
      return;
    }
    String system = call.system().name();
    new UploadStream(
            vertx,
            call,
            most,
            threads,
            (first, bytes) -> attachments.write(open, system, pieces(digest, size, first, bytes)))
        .read()
        .compose(
            found -> {
              call.read();
              if (!found.equals(digest)) {
                throw new Refused(ApiCode.ATTACHMENT_DIGEST_DIFFERS);
              }
              return threads.ask(
                  call.context(),
                  () -> {
                    attachments.finish(open, system, digest, clock.instant());
                    return found;
                  });
            })
        .onSuccess(found -> answer(call, slot, 201, digest, size))
        .onFailure(fault -> giveUp(call, slot, open, fault));
  }

  private static List<Piece> pieces(String digest, int size, int first, List<byte[]> bytes) {
    List<Piece> pieces = new ArrayList<>(bytes.size());
    for (int i = 0; i < bytes.size(); i++) {
      pieces.add(new Piece(digest, size, first + i, bytes.get(i)));
    }
    return pieces;
  }

  /** Whatever can't be dropped now is swept later. */
  private void giveUp(Call call, Slots.Slot slot, Upload.Open open, Throwable fault) {
    slot.free();
    threads
        .ask(
            call.context(),
            () -> {
              attachments.drop(open.key());
              return null;
            })
        .onComplete(
            any -> {
              if (!call.gone()) {
                failures.answer(call, fault);
              }
            });
  }

  /** Reads away what nobody needs, so that the answer is heard. */
  private void skip(Call call, Duration most, Runnable then) {
    if (call.header("Expect") != null) {
      then.run();
      return;
    }
    new UploadStream(vertx, call, most, threads, (first, bytes) -> {})
        .read()
        .onComplete(
            read -> {
              if (read.succeeded()) {
                call.read();
              }
              then.run();
            });
  }

  /**
   * @param status 0 if there is no room
   */
  private void answer(Call call, Slots.Slot slot, int status, String digest, int size) {
    slot.free();
    if (call.gone()) {
      return;
    }
    if (status == 0) {
      call.refuse(new Refused(ApiCode.ATTACHMENTS_FULL));
      return;
    }
    call.json(
        status,
        out -> {
          out.text("digest", digest);
          out.number("size", size);
        });
  }

  private static int size(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    if (length == null || length.equals("0")) {
      throw new Refused(ApiCode.LENGTH_REQUIRED);
    }
    try {
      long size = Long.parseLong(length);
      if (size > 0 && size <= Piece.MOST_BYTES) {
        return (int) size;
      }
    } catch (NumberFormatException notANumber) {
      throw new Refused(ApiCode.LENGTH_REQUIRED);
    }
    throw new Refused(ApiCode.BODY_TOO_LARGE);
  }
}
