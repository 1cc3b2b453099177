package hutong.client;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;

/**
 * Talks to a node for one local system. Thread-safe. What a node puts off (429, 503) or what breaks
 * off is tried again where a repeat is harmless: all that reads, and posts, which bear a key of
 * their own.
 */
public final class HutongClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ANY = "application/octet-stream";
  private static final int MOST_TRIES = 6;
  private static final long LONGEST_WAIT_SECONDS = 60;
  private static final long FIRST_WAIT_MS = 200;
  private static final Duration CALL = Duration.ofSeconds(100);
  private static final Duration UPLOAD = Duration.ofHours(1);

  /** More than any answer of the API that is not a file. */
  private static final int MOST_BYTES = 64 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI node;
  private final String key;
  private final String language;
  private final HttpClient http;

  /**
   * A client.
   *
   * @param node for example {@code https://gateway:8360}
   * @param key the system's API key; null: a certificate in {@code tls} speaks for it
   * @param language of sentences for people: {@code zh} or {@code en}
   * @param tls whom to trust, and what to show; null: as Java does
   */
  public HutongClient(URI node, String key, String language, SSLContext tls) {
    this.node = node;
    this.key = key;
    this.language = language;
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
    if (tls != null) {
      builder.sslContext(tls);
    }
    this.http = builder.build();
  }

  /**
   * What became of a post.
   *
   * @param replayed whether it had been posted before, and nothing happened now
   * @param warnings what was taken and is yet to be looked at
   */
  public record Posted(UUID id, String state, boolean replayed, List<JsonNode> warnings) {}

  /**
   * Posts one record. Repeats of it, also by a later call with the same key, post it once.
   *
   * @param record JSON or XML as the network has it, or a document of the dialect
   * @param dialect null for the network's own form
   * @param idempotencyKey 1 to 255 printable ASCII characters; null: this call's own
   */
  public Posted post(byte[] record, String dialect, String idempotencyKey) throws IOException {
    String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
    HttpRequest.Builder request =
        request("/v1/records" + in(dialect))
            .header("Idempotency-Key", key)
            .header("Content-Type", type(record, dialect))
            .POST(BodyPublishers.ofByteArray(record));
    HttpResponse<byte[]> answer = again(request);
    JsonNode said = JSON.readTree(answer.body());
    return new Posted(
        UUID.fromString(said.path("id").asText()),
        said.path("state").asText(),
        answer.headers().firstValue("Hutong-Replayed").isPresent(),
        list(said.path("warnings")));
  }

  /** Says what a post would do, and does nothing; arguments as for {@link #post}. */
  public JsonNode validate(byte[] record, String dialect) throws IOException {
    HttpRequest.Builder request =
        request("/v1/records:validate" + in(dialect))
            .header("Content-Type", type(record, dialect))
            .POST(BodyPublishers.ofByteArray(record));
    return JSON.readTree(again(request).body());
  }

  private static String in(String dialect) {
    return dialect == null ? "" : "?dialect=" + encoded(dialect);
  }

  private static String type(byte[] record, String dialect) {
    if (dialect != null) {
      return ANY;
    }
    for (byte each : record) {
      if (each > ' ') {
        return each == '<' ? "application/xml" : "application/json";
      }
    }
    return "application/json";
  }

  /** How a record stands, as the API says it. */
  public JsonNode find(UUID id) throws IOException {
    return read("/v1/records/" + id);
  }

  /** The same, once nothing more happens to it by itself, or after so many seconds (at most 60). */
  public JsonNode await(UUID id, int seconds) throws IOException {
    return read("/v1/records/" + id + "?wait=" + seconds);
  }

  /**
   * Why it stands so: {@code sentence} for people in the client's language, {@code turn}, {@code
   * code}, how many {@code others}, {@code todo}.
   */
  public JsonNode why(UUID id) throws IOException {
    return read("/v1/records/" + id + "/why");
  }

  /** Every event of a record. */
  public JsonNode timeline(UUID id) throws IOException {
    return read("/v1/records/" + id + "/timeline");
  }

  /** The signed receipt: CMS, DER. */
  public byte[] receipt(UUID id) throws IOException {
    return bytes("/v1/records/" + id + "/receipt");
  }

  /** All that proves a record, in one file (ASiC-E). */
  public void evidence(UUID id, Path to) throws IOException {
    inFile(request("/v1/records/" + id + "/evidence").GET().build(), to);
  }

  /**
   * What became of records.
   *
   * @param items as the API has them
   * @param next to be given the next time
   */
  public record Outcomes(List<JsonNode> items, String next) {}

  /**
   * What became of what the system has posted, from where it left off.
   *
   * @param after the {@code next} of the last answer; empty: from the oldest that is kept
   * @param seconds to wait if there is nothing, at most 60
   */
  public Outcomes outcomes(String after, int seconds) throws IOException {
    return told("wait=" + seconds + (after.isEmpty() ? "" : "&after=" + encoded(after)));
  }

  /** The same from an instant on, at most 31 days back. */
  public Outcomes outcomes(Instant since, int seconds) throws IOException {
    return told("wait=" + seconds + "&since=" + encoded(since.toString()));
  }

  private Outcomes told(String query) throws IOException {
    JsonNode said = read("/v1/outcomes?" + query);
    return new Outcomes(list(said.path("items")), said.path("next").asText());
  }

  /**
   * What was handed out together.
   *
   * @param items each with {@code from}, {@code id}, {@code type} and {@code record}
   */
  public record Mail(UUID lease, List<JsonNode> items) {}

  /**
   * Leases what waits for the system; empty if nothing does within so many seconds. What breaks off
   * is not asked for again: what was leased by it comes back when that lapses.
   */
  public Optional<Mail> mail(int most, int seconds) throws IOException {
    HttpResponse<byte[]> answer =
        once(request("/v1/mailbox?max=" + most + "&wait=" + seconds).GET().build());
    if (answer.statusCode() == 204) {
      return Optional.empty();
    }
    JsonNode said = JSON.readTree(answer.body());
    return Optional.of(
        new Mail(UUID.fromString(said.path("lease").asText()), list(said.path("items"))));
  }

  /** Accepts an item. */
  public void accept(Mail mail, JsonNode item) throws IOException {
    decide(mail, verdict(item).put("accept", true));
  }

  /**
   * Rejects an item.
   *
   * @param code of the closed set of rejection codes
   * @param pointers of the fields that are wrong; may be empty
   */
  public void reject(Mail mail, JsonNode item, String code, List<String> pointers)
      throws IOException {
    ObjectNode verdict = verdict(item).put("accept", false).put("code", code);
    ArrayNode fields = verdict.putArray("pointers");
    pointers.forEach(fields::add);
    decide(mail, verdict);
  }

  /** Gives back what was handed out and is not decided; it is handed out again. */
  public void giveBack(Mail mail) throws IOException {
    var unused = call("/v1/mailbox/" + mail.lease() + ":nack", JSON.createObjectNode());
  }

  /** Puts the content of an attachment, before the record that names it. */
  public void attach(String sha256, Path content) throws IOException {
    HttpRequest.Builder request =
        request("/v1/attachments/" + sha256)
            .timeout(UPLOAD)
            .header("Content-Type", ANY)
            .PUT(BodyPublishers.ofFile(content));
    var unused = again(request);
  }

  private static ObjectNode verdict(JsonNode item) {
    ObjectNode verdict = JSON.createObjectNode();
    verdict.set("from", item.get("from"));
    verdict.set("id", item.get("id"));
    return verdict;
  }

  /** Saying the same twice is harmless. */
  private void decide(Mail mail, ObjectNode verdict) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("items").add(verdict);
    HttpResponse<byte[]> answer =
        again(
            request("/v1/mailbox/" + mail.lease() + ":decide")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    String result = JSON.readTree(answer.body()).at("/results/0/result").asText();
    if (!result.equals("DONE") && !result.equals("ALREADY")) {
      throw new HutongProblem(answer.statusCode(), JSON.createObjectNode().put("code", result), 0);
    }
  }

  /** What a table comes back as. */
  public enum Told {
    /** One JSON object a row, and one of the whole. */
    LINES("application/x-ndjson"),
    /** The table itself as a workbook, each row marked. */
    MARKED("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String type;

    Told(String type) {
      this.type = type;
    }
  }

  /**
   * Posts a table of any length and writes what became of each row. It is sent once: what breaks
   * off is for the caller to send again, and posts nothing twice.
   *
   * @param check whether it is only checked
   * @param to made or emptied
   */
  public void batch(Path table, String dialect, boolean check, Told told, Path to)
      throws IOException {
    HttpRequest request =
        upload("/v1/batches" + in(dialect) + "&check=" + check, table)
            .header("Accept", told.type)
            .build();
    inFile(request, to);
  }

  /**
   * Leaves a table to be worked off, in parts (tus): what breaks off goes on where it was, also
   * after the node or this program was ended. The same table again is the same.
   *
   * @param all whether nothing is posted while any row is refused
   * @param remembered where it is written down how far this is; removed at the end
   * @return how the kept table stands
   */
  public JsonNode keep(Path table, String dialect, boolean all, Path remembered)
      throws IOException {
    return read("/v1/batches/" + new TusUpload(this, table, remembered).send(dialect, all));
  }

  private HttpRequest.Builder upload(String path, Path table) throws IOException {
    return request(path)
        .timeout(UPLOAD)
        .header("Content-Type", ANY)
        .POST(BodyPublishers.ofFile(table));
  }

  /** Any call that reads JSON. */
  public JsonNode read(String path) throws IOException {
    return JSON.readTree(bytes(path));
  }

  /** Any call that reads. */
  public byte[] bytes(String path) throws IOException {
    return again(request(path).GET()).body();
  }

  /** Any call that does something, once; empty if there is nothing to say. */
  public Optional<JsonNode> call(String path, JsonNode body) throws IOException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    byte[] answer = once(request).body();
    return answer.length == 0 ? Optional.empty() : Optional.of(JSON.readTree(answer));
  }

  URI node() {
    return node;
  }

  HttpRequest.Builder request(String path) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw new IllegalArgumentException("a path of the API begins with one slash");
    }
    String base = node.toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(CALL)
            .header("Accept-Language", language);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  HttpResponse<byte[]> again(HttpRequest.Builder request) throws IOException {
    HttpRequest built = request.build();
    for (int tries = 1; ; tries++) {
      try {
        return once(built);
      } catch (HutongProblem problem) {
        if (!problem.passing() || tries == MOST_TRIES) {
          throw problem;
        }
        sleep(Math.min(problem.after(), LONGEST_WAIT_SECONDS) * 1_000);
      } catch (IOException broken) {
        if (tries == MOST_TRIES) {
          throw broken;
        }
      }
      rest(tries);
    }
  }

  HttpResponse<byte[]> once(HttpRequest request) throws IOException {
    return sent(request, head -> new BoundedBody(MOST_BYTES));
  }

  /** A refusal is not written into the file. */
  private void inFile(HttpRequest request, Path to) throws IOException {
    sent(
        request,
        head ->
            head.statusCode() / 100 == 2
                ? BodySubscribers.mapping(
                    BodySubscribers.ofFile(to, CREATE, TRUNCATE_EXISTING, WRITE),
                    file -> new byte[0])
                : new BoundedBody(MOST_BYTES));
  }

  private HttpResponse<byte[]> sent(HttpRequest request, BodyHandler<byte[]> body)
      throws IOException {
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request, body);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
    if (answer.statusCode() / 100 == 2) {
      return answer;
    }
    throw new HutongProblem(answer.statusCode(), tree(answer.body()), after(answer));
  }

  /** How many seconds the node asks for; 0 if it does not say. */
  private static long after(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(each -> each.matches("[0-9]{1,5}"))
        .map(Long::parseLong)
        .orElse(0L);
  }

  private static JsonNode tree(byte[] body) {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree.isObject() ? tree : JSON.createObjectNode();
    } catch (IOException noJson) {
      return JSON.createObjectNode();
    }
  }

  /** Longer each time, and not all clients at once. */
  private static void rest(int tries) throws IOException {
    long most = FIRST_WAIT_MS << tries;
    sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }

  static void sleep(long ms) throws IOException {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
