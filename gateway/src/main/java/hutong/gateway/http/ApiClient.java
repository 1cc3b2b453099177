package hutong.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Calls a node's HTTP interface for a local system or an operator. A call that the node refuses
 * fails with {@link ApiFailure}; one that does not arrive, with the transport's fault.
 */
public final class ApiClient implements AutoCloseable {

  private static final long CALL_MS = 60_000;
  private static final int LONGEST_WAIT_SECONDS = 60;

  /** Well before a node closes a silent connection, maybe just as something is posted on it. */
  private static final int SILENT_SECONDS = 5;

  private final Vertx vertx;
  private final WebClient client;
  private final String key;
  private final String language;

  /** For plaintext, or a certificate that the Java platform trusts. */
  public ApiClient(Vertx vertx, URI node, String key, String language, int connections) {
    this(vertx, node, Trust.PLATFORM, key, language, connections);
  }

  /**
   * @param node for example {@code http://127.0.0.1:8080}
   * @param key an API key
   * @param language {@code zh} or {@code en}, for the sentences in problems
   * @param connections most open at the same time
   */
  public ApiClient(
      Vertx vertx, URI node, Trust trust, String key, String language, int connections) {
    this.vertx = vertx;
    this.key = key;
    this.language = language;
    this.client =
        WebClient.create(
            vertx,
            trust
                .applyTo(new WebClientOptions())
                .setDefaultHost(node.getHost())
                .setDefaultPort(port(node))
                .setSsl("https".equals(node.getScheme()))
                .setVerifyHost(true)
                .setKeepAlive(true)
                .setKeepAliveTimeout(SILENT_SECONDS)
                .setPipelining(false)
                .setMaxPoolSize(connections)
                .setFollowRedirects(false)
                .setUserAgentEnabled(false)
                .setTcpNoDelay(true));
  }

  /**
   * Posts one record.
   *
   * @param mediaType {@code application/json} or {@code application/xml}
   * @param idempotencyKey null for none
   */
  public Future<Posted> submit(byte[] record, String mediaType, String idempotencyKey) {
    HttpRequest<Buffer> request =
        request(HttpMethod.POST, "/v1/records").putHeader("Content-Type", mediaType);
    if (idempotencyKey != null) {
      request.putHeader("Idempotency-Key", idempotencyKey);
    }
    return posted(request.sendBuffer(Buffer.buffer(record)));
  }

  static Future<Posted> posted(Future<HttpResponse<Buffer>> answered) {
    return done(answered)
        .map(
            answer -> {
              JsonObject body = answer.bodyAsJsonObject();
              return new Posted(
                  UUID.fromString(body.getString("id")),
                  body.getString("state"),
                  answer.getHeader("Hutong-Replayed") != null,
                  body.getJsonArray("warnings"));
            });
  }

  /** The same node and key, with documents in partners' own forms. */
  public DialectClient inDialects() {
    return new DialectClient(vertx, this);
  }

  public Future<JsonObject> find(UUID id) {
    return json(request(HttpMethod.GET, "/v1/records/" + id).send());
  }

  /** Every version of one source row, newest first, in {@code items}. */
  public Future<JsonObject> find(String sourceSystem, String sourceKey) {
    return json(
        request(HttpMethod.GET, "/v1/records")
            .addQueryParam("sourceSystem", sourceSystem)
            .addQueryParam("sourceKey", sourceKey)
            .send());
  }

  public Future<JsonObject> timeline(UUID id) {
    return json(request(HttpMethod.GET, "/v1/records/" + id + "/timeline").send());
  }

  /** The signed receipt: of the outcome if there is one, else of the transport. */
  public Future<byte[]> receipt(UUID id) {
    return done(request(HttpMethod.GET, "/v1/records/" + id + "/receipt")
            .putHeader("Accept", "application/cms")
            .send())
        .map(answer -> answer.body().getBytes());
  }

  /** What the receipt says, with its signed bytes in base64. */
  public Future<JsonObject> receiptSays(UUID id) {
    return json(
        request(HttpMethod.GET, "/v1/records/" + id + "/receipt")
            .putHeader("Accept", "application/json")
            .send());
  }

  /** Waits up to so many seconds, at most 60, for mail; empty if none came. */
  public Future<Optional<Mail>> mailbox(int wait, int max, int leaseSeconds) {
    return mailbox(wait, max, leaseSeconds, null);
  }

  /**
   * The same, with the records in a dialect.
   *
   * @param dialect null for our own form
   */
  Future<Optional<Mail>> mailbox(int wait, int max, int leaseSeconds, String dialect) {
    int seconds = Math.min(wait, LONGEST_WAIT_SECONDS);
    HttpRequest<Buffer> request =
        request(HttpMethod.GET, "/v1/mailbox")
            .addQueryParam("wait", Integer.toString(seconds))
            .addQueryParam("max", Integer.toString(max))
            .addQueryParam("lease", Integer.toString(leaseSeconds))
            .timeout(CALL_MS + seconds * 1_000L);
    if (dialect != null) {
      request.addQueryParam("dialect", dialect);
    }
    return done(request.send())
        .map(
            answer ->
                answer.statusCode() == 204
                    ? Optional.empty()
                    : Optional.of(Mail.of(answer.bodyAsJsonObject())));
  }

  /** Takes over everything of a lease. */
  public Future<JsonObject> acknowledge(UUID lease) {
    return json(request(HttpMethod.POST, "/v1/mailbox/" + lease + ":ack").send());
  }

  /** Takes over some items of a lease. */
  public Future<JsonObject> acknowledge(UUID lease, List<Mail.Item> items) {
    return json(
        request(HttpMethod.POST, "/v1/mailbox/" + lease + ":ack").sendJsonObject(named(items)));
  }

  /** Gives everything of a lease back. */
  public Future<JsonObject> giveBack(UUID lease) {
    return json(request(HttpMethod.POST, "/v1/mailbox/" + lease + ":nack").send());
  }

  /** Gives some items of a lease back. */
  public Future<JsonObject> giveBack(UUID lease, List<Mail.Item> items) {
    return json(
        request(HttpMethod.POST, "/v1/mailbox/" + lease + ":nack").sendJsonObject(named(items)));
  }

  /** Says what was decided; the results stand in {@code results}, one for each verdict. */
  public Future<JsonObject> decide(UUID lease, List<Mail.Verdict> verdicts) {
    JsonArray items = new JsonArray();
    for (Mail.Verdict verdict : verdicts) {
      JsonObject item =
          new JsonObject().put("from", verdict.from()).put("id", verdict.id().toString());
      if (verdict.unknown()) {
        item.put("unknown", true);
      } else {
        item.put("accept", verdict.code() == null);
      }
      if (verdict.code() != null) {
        item.put("code", verdict.code()).put("pointers", new JsonArray(verdict.pointers()));
        item.put("reason", verdict.reason());
      }
      if (verdict.evaluation() != null) {
        item.put("evaluation", verdict.evaluation());
      }
      items.add(item);
    }
    return json(
        request(HttpMethod.POST, "/v1/mailbox/" + lease + ":decide")
            .sendJsonObject(new JsonObject().put("items", items)));
  }

  /** How the node stands; for operators. */
  public Future<JsonObject> status() {
    return json(request(HttpMethod.GET, "/v1/status").send());
  }

  /** Whether the node's ledger was restored, and what is to be posted again. */
  public Future<JsonObject> restore() {
    return json(request(HttpMethod.GET, "/v1/restore").send());
  }

  /** Goes on without what a member knows of a restored node; for operators. */
  public Future<JsonObject> waive(String node) {
    return json(request(HttpMethod.POST, "/v1/restore/" + node + ":waive").send());
  }

  /** Has every partner asked about the keys that wait; for operators. */
  public Future<JsonObject> rehearse() {
    return json(request(HttpMethod.POST, "/v1/rehearsal:ask").send());
  }

  /** What partners answered; for operators. */
  public Future<JsonObject> rehearsal() {
    return json(request(HttpMethod.GET, "/v1/rehearsal").send());
  }

  /** What a person should look at; for operators. */
  public Future<JsonObject> alarms(int max) {
    return json(
        request(HttpMethod.GET, "/v1/alarms").addQueryParam("max", Integer.toString(max)).send());
  }

  /** Envelopes that could not be verified; for operators. */
  public Future<JsonObject> quarantine(int max) {
    return json(
        request(HttpMethod.GET, "/v1/quarantine")
            .addQueryParam("max", Integer.toString(max))
            .send());
  }

  /** Any call that takes nothing and answers in JSON. */
  public Future<JsonObject> get(String path) {
    return json(request(HttpMethod.GET, path).send());
  }

  /** Any call that takes and answers JSON. */
  public Future<JsonObject> post(String path, JsonObject body) {
    return json(request(HttpMethod.POST, path).sendJsonObject(body));
  }

  /** Names the office of a parked record; for operators. */
  public Future<JsonObject> assign(String from, UUID id, String office) {
    return json(
        request(HttpMethod.POST, "/v1/records/" + id + ":assign")
            .sendJsonObject(new JsonObject().put("from", from).put("office", office)));
  }

  /** Who is or was registered; for operators. */
  public Future<JsonObject> systems() {
    return json(request(HttpMethod.GET, "/v1/systems").send());
  }

  /** Registers a local system; for operators. */
  public Future<JsonObject> register(JsonObject system) {
    return json(request(HttpMethod.POST, "/v1/systems").sendJsonObject(system));
  }

  /**
   * Changes, rotates, retires or replaces a local system; for operators.
   *
   * @param how the word after the colon
   */
  public Future<JsonObject> system(String name, String how, JsonObject said) {
    return json(request(HttpMethod.POST, "/v1/systems/" + name + ":" + how).sendJsonObject(said));
  }

  /** Sends nothing to a node until it is resumed; for operators. */
  public Future<JsonObject> pause(String node, String reason) {
    return json(
        request(HttpMethod.POST, "/v1/routes/" + node + ":pause")
            .sendJsonObject(new JsonObject().put("reason", reason)));
  }

  /** Sends to a node again; for operators. */
  public Future<JsonObject> resume(String node) {
    return json(request(HttpMethod.POST, "/v1/routes/" + node + ":resume").send());
  }

  /** Has the two books with a node compared now; for operators. */
  public Future<JsonObject> reconcile(String node) {
    return json(request(HttpMethod.POST, "/v1/reconciliation/" + node + ":ask").send());
  }

  /** How the two books with a node compare; for operators. */
  public Future<JsonObject> reconciliation(String node, int max) {
    return json(request(HttpMethod.GET, "/v1/reconciliation/" + node + "?max=" + max).send());
  }

  /** Gives a record up that has no receipt; for operators. */
  public Future<JsonObject> abandon(UUID id) {
    return json(request(HttpMethod.POST, "/v1/records/" + id + ":abandon").send());
  }

  /** Has a record tried again now; for operators. */
  public Future<JsonObject> retry(UUID id) {
    return json(request(HttpMethod.POST, "/v1/records/" + id + ":retry").send());
  }

  /** Takes back what was not sent; for the system that posted it. */
  public Future<JsonObject> withdraw(UUID id) {
    return json(request(HttpMethod.POST, "/v1/records/" + id + ":withdraw").send());
  }

  /** Names the recipient of an undecided record. */
  public Future<JsonObject> address(UUID id, String node) {
    return json(
        request(HttpMethod.POST, "/v1/records/" + id + ":address")
            .sendJsonObject(new JsonObject().put("node", node)));
  }

  /** Proposes to erase a record that has ended, for another operator to approve. */
  public Future<JsonObject> erase(UUID id, String reason) {
    return erase(id, null, reason);
  }

  /**
   * The same.
   *
   * @param sender null if only one member has sent something under that id
   */
  public Future<JsonObject> erase(UUID id, String sender, String reason) {
    JsonObject body = new JsonObject().put("reason", reason);
    if (sender != null) {
      body.put("sender", sender);
    }
    return json(request(HttpMethod.POST, "/v1/records/" + id + ":erase").sendJsonObject(body));
  }

  /** Approves what another operator has proposed, and has it done. */
  public Future<JsonObject> approve(UUID proposal) {
    return json(
        request(HttpMethod.POST, "/v1/proposals/" + proposal + ":approve")
            .sendJsonObject(new JsonObject()));
  }

  /** Proposes something else that takes two operators. */
  public Future<JsonObject> propose(JsonObject what) {
    return json(request(HttpMethod.POST, "/v1/proposals").sendJsonObject(what));
  }

  /** What was exchanged about a person, the newest first, in {@code items}; for operators. */
  public Future<JsonObject> disclosures(String documentType, String documentNumber) {
    return json(
        request(HttpMethod.POST, "/v1/disclosures")
            .sendJsonObject(
                new JsonObject()
                    .put("documentType", documentType)
                    .put("documentNumber", documentNumber)));
  }

  /** Answers that are owed, by due date; what to ask for and where to go on in the query. */
  public Future<JsonObject> deadlines(Map<String, String> query) {
    HttpRequest<Buffer> request = request(HttpMethod.GET, "/v1/deadlines");
    query.forEach(request::addQueryParam);
    return json(request.send());
  }

  /** Rates of these days, both included; for operators. */
  public Future<JsonObject> rates(String from, String to, String by) {
    return json(
        request(HttpMethod.GET, "/v1/rates")
            .addQueryParam("from", from)
            .addQueryParam("to", to)
            .addQueryParam("by", by)
            .send());
  }

  /** Puts the content of an attachment, before the record that names it. */
  public Future<JsonObject> putAttachment(String digest, Buffer content) {
    return json(request(HttpMethod.PUT, "/v1/attachments/" + digest).sendBuffer(content));
  }

  /** The content of a record's attachment, by its place in the record from 0. */
  public Future<Buffer> attachment(UUID id, int number) {
    return done(request(HttpMethod.GET, "/v1/records/" + id + "/attachments/" + number).send())
        .map(HttpResponse::body);
  }

  /** Writes the evidence of a record into a file, as it comes; the file is made or emptied. */
  public Future<Void> evidence(UUID id, String file) {
    return vertx
        .fileSystem()
        .open(file, new OpenOptions().setTruncateExisting(true))
        .compose(
            open ->
                request(HttpMethod.GET, "/v1/records/" + id + "/evidence")
                    .as(BodyCodec.pipe(open))
                    .send())
        .compose(answer -> inFile(answer, file));
  }

  /** Whether what was written into a file is what was asked for, and not the problem instead. */
  Future<Void> inFile(HttpResponse<Void> answer, String file) {
    return answer.statusCode() == 200
        ? Future.succeededFuture()
        : vertx
            .fileSystem()
            .readFile(file)
            .compose(problem -> Future.failedFuture(ApiFailure.of(answer.statusCode(), problem)));
  }

  @Override
  public void close() {
    client.close();
  }

  HttpRequest<Buffer> request(HttpMethod method, String path) {
    return client
        .request(method, path)
        .timeout(CALL_MS)
        .putHeader("Authorization", "Bearer " + key)
        .putHeader("Accept-Language", language);
  }

  private static JsonObject named(List<Mail.Item> items) {
    JsonArray named = new JsonArray();
    for (Mail.Item item : items) {
      named.add(new JsonObject().put("from", item.from()).put("id", item.id().toString()));
    }
    return new JsonObject().put("items", named);
  }

  static Future<JsonObject> json(Future<HttpResponse<Buffer>> sent) {
    return done(sent).map(HttpResponse::bodyAsJsonObject);
  }

  static Future<HttpResponse<Buffer>> done(Future<HttpResponse<Buffer>> sent) {
    return sent.compose(
        answer ->
            answer.statusCode() / 100 == 2
                ? Future.succeededFuture(answer)
                : Future.failedFuture(ApiFailure.of(answer.statusCode(), answer.body())));
  }

  private static int port(URI node) {
    if (node.getPort() >= 0) {
      return node.getPort();
    }
    return "https".equals(node.getScheme()) ? 443 : 80;
  }
}
