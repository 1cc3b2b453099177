package hutong.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
   */
  public record Posted(UUID id, String state, boolean replayed) {}

  /**
   * Posts one record. Repeats of it, also by a later call with the same key, post it once.
   *
   * @param record canonical JSON, or a document of the dialect
   * @param dialect null for canonical JSON
   * @param idempotencyKey 1 to 255 printable ASCII characters
   */
  public Posted post(byte[] record, String dialect, String idempotencyKey) throws IOException {
    String query = dialect == null ? "" : "?dialect=" + encoded(dialect);
    HttpRequest.Builder request =
        request("/v1/records" + query)
            .header("Idempotency-Key", idempotencyKey)
            .header(
                "Content-Type", dialect == null ? "application/json" : "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(record));
    HttpResponse<byte[]> answer = again(request);
    JsonNode said = JSON.readTree(answer.body());
    return new Posted(
        UUID.fromString(said.path("id").asText()),
        said.path("state").asText(),
        answer.headers().firstValue("Hutong-Replayed").isPresent());
  }

  /** How a record stands, as the API says it. */
  public JsonNode find(UUID id) throws IOException {
    return read("/v1/records/" + id);
  }

  /** The same, once nothing more happens to it by itself, or after so many seconds (at most 60). */
  public JsonNode await(UUID id, int seconds) throws IOException {
    return read("/v1/records/" + id + "?wait=" + seconds);
  }

  /** Every event of a record. */
  public JsonNode timeline(UUID id) throws IOException {
    return read("/v1/records/" + id + "/timeline");
  }

  /** The signed receipt: CMS, DER. */
  public byte[] receipt(UUID id) throws IOException {
    return again(request("/v1/records/" + id + "/receipt").GET()).body();
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
   * @param after the {@code next} of the last answer; null: from the oldest that is kept
   * @param seconds to wait if there is nothing, at most 60
   */
  public Outcomes outcomes(String after, int seconds) throws IOException {
    String from = after == null ? "" : "&after=" + encoded(after);
    JsonNode said = read("/v1/outcomes?wait=" + seconds + from);
    return new Outcomes(list(said.path("items")), said.path("next").asText());
  }

  /**
   * What was handed out together.
   *
   * @param items each with {@code from}, {@code id}, {@code type} and {@code record}
   */
  public record Mail(UUID lease, List<JsonNode> items) {}

  /** Leases what waits for the system; empty if nothing does within so many seconds. */
  public Optional<Mail> mail(int most, int seconds) throws IOException {
    HttpResponse<byte[]> answer =
        again(request("/v1/mailbox?max=" + most + "&wait=" + seconds).GET());
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
      throw new HutongProblem(answer.statusCode(), JSON.createObjectNode().put("code", result));
    }
  }

  /**
   * Leaves a table to be worked off; the same again is the same. It is sent once: what breaks off
   * is for the caller to send again.
   *
   * @param all whether nothing is posted while any row is refused
   */
  public JsonNode keep(Path table, String dialect, boolean all) throws IOException {
    String query =
        "?dialect=" + encoded(dialect) + "&onError=" + (all ? "rejectAll" : "acceptValid");
    BodyPublisher body = BodyPublishers.ofFile(table);
    HttpRequest request =
        request("/v1/batches:keep" + query)
            .timeout(UPLOAD)
            .header("Content-Type", "application/octet-stream")
            .POST(body)
            .build();
    return JSON.readTree(once(request).body());
  }

  /** Any call that reads JSON. */
  public JsonNode read(String path) throws IOException {
    return JSON.readTree(again(request(path).GET()).body());
  }

  private HttpRequest.Builder request(String path) {
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

  private HttpResponse<byte[]> again(HttpRequest.Builder request) throws IOException {
    HttpRequest built = request.build();
    for (int tries = 1; ; tries++) {
      try {
        return once(built);
      } catch (HutongProblem problem) {
        if (!problem.passing() || tries == MOST_TRIES) {
          throw problem;
        }
      } catch (IOException broken) {
        if (tries == MOST_TRIES) {
          throw broken;
        }
      }
      rest(tries);
    }
  }

  private HttpResponse<byte[]> once(HttpRequest request) throws IOException {
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request, head -> new BoundedBody(MOST_BYTES));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
    if (answer.statusCode() / 100 == 2) {
      return answer;
    }
    long seconds =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(each -> each.matches("[0-9]{1,5}"))
            .map(Long::parseLong)
            .orElse(0L);
    HutongProblem problem = new HutongProblem(answer.statusCode(), tree(answer.body()));
    if (problem.passing() && seconds > 0) {
      sleep(Math.min(seconds, LONGEST_WAIT_SECONDS) * 1_000);
    }
    throw problem;
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

  private static void sleep(long ms) throws IOException {
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
