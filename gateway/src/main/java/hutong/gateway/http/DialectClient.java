package hutong.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.codec.BodyCodec;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Calls a node as {@link ApiClient} does, with documents in partners' own forms. */
public final class DialectClient {

  private static final long BATCH_MS = 3_600_000;
  private static final String ANY = "application/octet-stream";

  private final Vertx vertx;
  private final ApiClient client;

  DialectClient(Vertx vertx, ApiClient client) {
    this.vertx = vertx;
    this.client = client;
  }

  /**
   * Posts one record.
   *
   * @param beside what travels beside the document
   * @param idempotencyKey null for none
   */
  public Future<Posted> submit(
      byte[] document, String dialect, Map<String, String> beside, String idempotencyKey) {
    HttpRequest<Buffer> request = post("/v1/records", dialect, beside);
    if (idempotencyKey != null) {
      request.putHeader("Idempotency-Key", idempotencyKey);
    }
    return ApiClient.posted(request.sendBuffer(Buffer.buffer(document)));
  }

  /** Waits up to so many seconds, at most 60, for mail; empty if none came. */
  public Future<Optional<Mail>> mailbox(int wait, int max, int leaseSeconds, String dialect) {
    return client.mailbox(wait, max, leaseSeconds, dialect);
  }

  /** Says what was decided, as the dialect has its acknowledgements. */
  public Future<JsonObject> decide(UUID lease, byte[] document, String dialect) {
    return ApiClient.json(
        post("/v1/mailbox/" + lease + ":decide", dialect, Map.of())
            .sendBuffer(Buffer.buffer(document)));
  }

  /**
   * Shows a document field by field.
   *
   * @param to the target's dialect; null for none
   * @param values whether what the fields say is shown
   */
  public Future<JsonObject> compare(byte[] document, String dialect, String to, boolean values) {
    HttpRequest<Buffer> request =
        client
            .request(HttpMethod.POST, "/v1/dialects/" + dialect + ":compare")
            .putHeader("Content-Type", ANY)
            .addQueryParam("values", Boolean.toString(values));
    if (to != null) {
      request.addQueryParam("to", to);
    }
    return ApiClient.json(request.sendBuffer(Buffer.buffer(document)));
  }

  /**
   * Posts a document of many records, whatever its length, and writes what became of each row into
   * a file, one JSON object a line; that file is made or emptied.
   *
   * @param check whether they are only checked
   */
  public Future<Void> batch(String file, String dialect, boolean check, String results) {
    return batch(file, dialect, check, results, PostBatch.LINES);
  }

  /** Leaves a table to be worked off. */
  public Future<JsonObject> keep(String file, String dialect, boolean rejectAll) {
    return vertx
        .fileSystem()
        .open(file, new OpenOptions().setWrite(false).setCreate(false))
        .compose(
            in ->
                ApiClient.json(
                    post("/v1/batches:keep", dialect, Map.of())
                        .addQueryParam("onError", rejectAll ? "rejectAll" : "acceptValid")
                        .timeout(BATCH_MS)
                        .sendStream(in)));
  }

  private Future<Void> batch(
      String file, String dialect, boolean check, String results, String accept) {
    return vertx
        .fileSystem()
        .open(file, new OpenOptions().setWrite(false).setCreate(false))
        .compose(
            in ->
                vertx
                    .fileSystem()
                    .open(results, new OpenOptions().setTruncateExisting(true))
                    .compose(
                        out ->
                            post("/v1/batches", dialect, Map.of())
                                .putHeader("Accept", accept)
                                .addQueryParam("check", Boolean.toString(check))
                                .timeout(BATCH_MS)
                                .as(BodyCodec.pipe(out))
                                .sendStream(in)
                                .compose(answer -> client.inFile(answer, results))));
  }

  private HttpRequest<Buffer> post(String path, String dialect, Map<String, String> beside) {
    HttpRequest<Buffer> request =
        client
            .request(HttpMethod.POST, path)
            .putHeader("Content-Type", ANY)
            .addQueryParam("dialect", dialect);
    if (!beside.isEmpty()) {
      request.putHeader(
          InDialect.BESIDE,
          beside.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining(", ")));
    }
    return request;
  }
}
