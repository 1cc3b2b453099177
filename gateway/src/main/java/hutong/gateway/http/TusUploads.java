package hutong.gateway.http;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import hutong.gateway.batches.KeepTable;
import hutong.gateway.batches.KeepTable.TooLarge;
import hutong.gateway.batches.RunBatches;
import hutong.gateway.batches.Upload;
import hutong.gateway.batches.UploadStore;
import hutong.gateway.dialects.Dialects;
import hutong.schemas.dialects.Dialect;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tables that arrive in parts over a bad connection, by tus 1.0.0 with creation, expiration and
 * termination. One that is whole becomes a kept table; {@code Hutong-Batch} names it.
 */
final class TusUploads implements AutoCloseable {

  private static final String VERSION = "1.0.0";
  private static final String RESUMABLE = "Tus-Resumable";
  private static final String OFFSET = "Upload-Offset";
  private static final String LENGTH = "Upload-Length";
  private static final String METADATA = "Upload-Metadata";
  private static final String PART = "application/offset+octet-stream";
  private static final int MOST_OF_ONE = 20;
  private static final int MOST_FINISHED = 100;
  private static final int MOST_WORDS = 16;
  private static final int LONGEST = 60;
  private static final int AT_ONCE = 6;
  private static final int PIECE = 64 << 10;

  private final UploadStore store;
  private final KeepTable keep;
  private final long mostBytes;
  private final Dialects dialects;
  private final Clock clock;
  private final LedgerThreads threads;
  private final LedgerThreads writers = new LedgerThreads(AT_ONCE, AT_ONCE);
  private final Slots slots = new Slots(AT_ONCE, 2);
  private final Duration patience;
  private final Failures failures;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  /** Who sends each at present. Event loop only. */
  private final Map<UUID, HttpConnection> sending = new HashMap<>();

  TusUploads(ApiParts parts, LedgerThreads threads, Failures failures, Duration patience) {
    this.patience = patience;
    this.store = parts.batches().uploads();
    this.keep = parts.batches().keep();
    this.mostBytes = parts.batches().mostBytes();
    this.dialects = parts.dialects();
    this.clock = parts.clock();
    this.threads = threads;
    this.failures = failures;
  }

  void options(Call call) {
    call.header(RESUMABLE, VERSION);
    call.header("Tus-Version", VERSION);
    call.header("Tus-Extension", "creation,expiration,termination");
    call.header("Tus-Max-Size", Long.toString(mostBytes));
    call.nothing();
  }

  void begin(Call call) {
    resumable(call);
    long length = number(call, LENGTH);
    Map<String, String> said = metadata(call.header(METADATA));
    Dialect dialect = dialect(said);
    boolean rejectAll = KeptBatches.rejectAll(said.get("onError"));
    String system = call.system().name();
    long open = store.of(system).stream().filter(each -> each.batch() == null).count();
    if (open >= MOST_OF_ONE || keep.count(system) >= KeptBatches.MOST_OF_ONE) {
      throw new Refused(ApiCode.BATCHES_FULL);
    }
    if (length > keep.room(system)) {
      throw new Refused(ApiCode.BODY_TOO_LARGE);
    }
    Instant now = clock.instant();
    boolean chinese = call.language() == Language.ZH;
    Upload upload =
        new Upload(
            ids.generate(),
            system,
            dialect.heading().name(),
            rejectAll,
            chinese,
            clock(dialect, said.get(KeptBatches.CLOCK)),
            length,
            now,
            now,
            null);
    store.reserve(upload);
    threads
        .ask(
            call.context(),
            () -> {
              store.create(upload);
              store.trim(system, MOST_FINISHED);
              return length > 0 ? upload : written(upload, 0, InputStream.nullInputStream());
            })
        .onSuccess(
            begun -> {
              call.header("Location", "/v1/uploads/" + upload.id());
              standing(call, begun);
              call.answer(201, null, Buffer.buffer());
            })
        .onFailure(fault -> failures.answer(call, fault));
  }

  private Dialect dialect(Map<String, String> said) {
    String name = said.get("dialect");
    if (name == null) {
      throw new Refused(ApiCode.HEADER_INVALID, List.of(METADATA));
    }
    return dialects
        .live(name)
        .filter(Dialect::many)
        .orElseThrow(() -> new Refused(ApiCode.DIALECT_UNKNOWN));
  }

  /** Of a terminal: told now, since the last part may come hours later. */
  private static String clock(Dialect dialect, String said) {
    if (said != null && (said.length() > LONGEST || !dialect.given().contains(KeptBatches.CLOCK))) {
      throw new Refused(ApiCode.HEADER_INVALID, List.of(METADATA));
    }
    return said;
  }

  void tell(Call call) {
    resumable(call);
    Upload upload = upload(call);
    if (interrupted(upload.id())) {
      throw new Refused(ApiCode.UPLOAD_BUSY);
    }
    standing(call, upload);
    call.nothing();
  }

  /** Whoever asks again has lost its connection, though it may seem to go on here. */
  private boolean interrupted(UUID id) {
    HttpConnection other = sending.get(id);
    if (other != null) {
      var unused = other.close();
    }
    return other != null;
  }

  void take(Call call) {
    resumable(call);
    Upload upload = upload(call);
    if (!MediaType.parse(call.header("Content-Type")).name().equals(PART)) {
      throw new Refused(ApiCode.MEDIA_TYPE_UNSUPPORTED);
    }
    long offset = number(call, OFFSET);
    if (interrupted(upload.id())) {
      throw new Refused(ApiCode.UPLOAD_BUSY);
    }
    if (offset != store.offset(upload.id())) {
      throw new Refused(ApiCode.UPLOAD_OFFSET);
    }
    Slots.Slot slot = slots.take(call.asker());
    sending.put(upload.id(), call.request().connection());
    if ("100-continue".equalsIgnoreCase(call.header("Expect"))) {
      call.request().response().writeContinue();
    }
    BodyStream body = new BodyStream(call.request(), call.context(), patience);
    writers
        .ask(call.context(), () -> written(upload, offset, body))
        .onComplete(
            any -> {
              sending.remove(upload.id());
              slot.free();
            })
        .onSuccess(
            now -> {
              if (!call.gone()) {
                if (body.ended()) {
                  call.read();
                }
                standing(call, now);
                call.nothing();
              }
            })
        .onFailure(fault -> broken(call, fault));
  }

  /** What came before it broke off is kept. */
  private Upload written(Upload upload, long offset, InputStream body) throws IOException {
    if (upload.batch() != null) {
      if (body.read() >= 0) {
        throw new TooLarge();
      }
      return upload;
    }
    long room = upload.length() - offset;
    byte[] piece = new byte[PIECE];
    try (UploadStore.Parts parts = store.append(upload.id(), offset, clock.instant())) {
      for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
        room -= n;
        if (room < 0) {
          throw new TooLarge();
        }
        parts.write(piece, n);
      }
    }
    if (store.offset(upload.id()) == upload.length()) {
      var unused = keep.finish(upload.id());
    }
    return store.find(upload.id(), upload.system()).orElse(upload);
  }

  private void broken(Call call, Throwable fault) {
    if (call.gone()) {
      return;
    }
    if (fault instanceof BodyStream.TooSlow) {
      call.refuse(new Refused(ApiCode.BODY_TOO_SLOW));
    } else if (fault instanceof TooLarge) {
      call.refuse(new Refused(ApiCode.BODY_TOO_LARGE));
    } else if (fault instanceof UploadStore.Moved) {
      call.refuse(new Refused(ApiCode.UPLOAD_OFFSET));
    } else if (fault instanceof BodyStream.BrokenOff) {
      call.request().connection().close();
    } else {
      failures.unwritten(call, fault);
    }
  }

  void end(Call call) {
    resumable(call);
    Upload upload = upload(call);
    if (interrupted(upload.id())) {
      throw new Refused(ApiCode.UPLOAD_BUSY);
    }
    threads
        .ask(
            call.context(),
            () -> {
              if (!store.remove(upload.id())) {
                throw new Refused(ApiCode.UPLOAD_BUSY);
              }
              return upload;
            })
        .onSuccess(any -> call.nothing())
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void standing(Call call, Upload upload) {
    call.header(OFFSET, Long.toString(store.offset(upload.id())));
    call.header(LENGTH, Long.toString(upload.length()));
    call.header(METADATA, said(upload));
    if (upload.batch() != null) {
      call.header("Hutong-Batch", upload.batch().toString());
    } else {
      Instant end = upload.changed().plus(RunBatches.UPLOAD_KEPT);
      call.header(
          "Upload-Expires",
          DateTimeFormatter.RFC_1123_DATE_TIME.format(end.atOffset(ZoneOffset.UTC)));
    }
  }

  /** Of what its sender said, what means something here. */
  private static String said(Upload upload) {
    String said =
        "dialect "
            + base64(upload.dialect())
            + ",onError "
            + base64(upload.rejectAll() ? "rejectAll" : "acceptValid");
    return upload.clock() == null
        ? said
        : said + "," + KeptBatches.CLOCK + " " + base64(upload.clock());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void resumable(Call call) {
    call.header(RESUMABLE, VERSION);
    if (!VERSION.equals(call.header(RESUMABLE))) {
      call.header("Tus-Version", VERSION);
      throw new Refused(ApiCode.TUS_VERSION);
    }
  }

  private Upload upload(Call call) {
    return store
        .find(call.pathId("id"), call.system().name())
        .orElseThrow(() -> new Refused(ApiCode.NOT_FOUND));
  }

  private static long number(Call call, String name) {
    String given = call.header(name);
    if (given == null || !given.matches("[0-9]{1,18}")) {
      throw new Refused(ApiCode.HEADER_INVALID, List.of(name));
    }
    return Long.parseLong(given);
  }

  /** Words with Base64 values; a name that is not known, such as {@code filename}, says nothing. */
  private static Map<String, String> metadata(String header) {
    Map<String, String> said = new HashMap<>();
    if (header == null || header.isBlank()) {
      return said;
    }
    String[] words = header.split(",", MOST_WORDS + 1);
    try {
      for (String each : words) {
        String[] pair = each.strip().split(" ", -1);
        byte[] value = pair.length == 2 ? Base64.getDecoder().decode(pair[1]) : new byte[0];
        boolean again = said.put(pair[0], new String(value, StandardCharsets.UTF_8)) != null;
        if (words.length > MOST_WORDS || pair.length > 2 || again) {
          throw new Refused(ApiCode.HEADER_INVALID, List.of(METADATA));
        }
      }
      return said;
    } catch (IllegalArgumentException notBase64) {
      throw new Refused(ApiCode.HEADER_INVALID, List.of(METADATA));
    }
  }

  @Override
  public void close() {
    writers.close();
  }
}
