package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that arrive in parts, and what is done wrong with them. */
class UploadsTest {

  private static final String DIALECT = "dialect " + base64("county-csv");

  @TempDir Path home;
  private RunningApi node;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder tus(String path, String key) {
    return node.request(path, key).header("Tus-Resumable", "1.0.0");
  }

  private HttpResponse<String> begin(long length, String metadata) throws IOException {
    return node.send(
        tus("/v1/uploads", node.desk)
            .header("Upload-Length", Long.toString(length))
            .header("Upload-Metadata", metadata)
            .POST(BodyPublishers.noBody()));
  }

  private String begun(long length) throws IOException {
    HttpResponse<String> answer = begin(length, DIALECT);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Upload-Expires")).isPresent();
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> part(String path, long offset, String content) throws IOException {
    return node.send(
        tus(path, node.desk)
            .header("Upload-Offset", Long.toString(offset))
            .header("Content-Type", "application/offset+octet-stream")
            .method("PATCH", BodyPublishers.ofString(content)));
  }

  private String offset(String path) throws IOException {
    HttpResponse<String> answer =
        node.send(tus(path, node.desk).method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Tus-Resumable")).contains("1.0.0");
    assertThat(answer.headers().firstValue("Upload-Metadata").orElseThrow()).startsWith(DIALECT);
    return answer.headers().firstValue("Upload-Offset").orElseThrow();
  }

  private static void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(code);
  }

  @Test
  void parts_make_a_whole_that_is_kept_and_encrypted() throws Exception {
    HttpResponse<String> options =
        node.send(node.request("/v1/uploads", null).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.headers().firstValue("Tus-Version")).contains("1.0.0");
    assertThat(options.headers().firstValue("Tus-Extension").orElseThrow()).contains("creation");
    String path = begun(12);
    assertThat(part(path, 0, "PLAIN,").statusCode()).isEqualTo(204);
    assertThat(offset(path)).isEqualTo("6");
    try (Stream<Path> kept = Files.list(home.resolve("uploads"))) {
      for (Path each : kept.toList()) {
        assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
            .doesNotContain("PLAIN");
      }
    }
    HttpResponse<String> last = part(path, 6, "TEXT\r\n");
    String batch = last.headers().firstValue("Hutong-Batch").orElseThrow();
    assertThat(node.get("/v1/batches/" + batch, node.desk).body()).contains("\"bytes\":12");
    assertThat(offset(path)).isEqualTo("12");
    String again = begun(12);
    assertThat(part(again, 0, "PLAIN,TEXT\r\n").headers().firstValue("Hutong-Batch"))
        .as("the same table")
        .contains(batch);
    refused(part(path, 12, "more"), 413, "BODY_TOO_LARGE");
    HttpResponse<String> overridden =
        node.send(
            tus(begun(4), node.desk)
                .header("X-HTTP-Method-Override", "PATCH")
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream")
                .POST(BodyPublishers.ofString("ABCD")));
    assertThat(overridden.statusCode()).isEqualTo(204);
    HttpResponse<String> gone =
        node.send(tus(path, node.desk).method("DELETE", BodyPublishers.noBody()));
    assertThat(gone.statusCode()).isEqualTo(204);
    refused(part(path, 12, ""), 404, "NOT_FOUND");
    assertThat(node.get("/v1/batches/" + batch, node.desk).statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_wrong_is_said_and_changes_nothing() throws Exception {
    String path = begun(10);
    refused(part(path, 3, "abc"), 409, "UPLOAD_OFFSET");
    refused(part(path, 0, "more than ten octets"), 413, "BODY_TOO_LARGE");
    refused(
        node.send(
            node.request(path, node.desk)
                .header("Upload-Offset", "0")
                .method("PATCH", BodyPublishers.ofString("x"))),
        412,
        "TUS_VERSION");
    refused(
        node.send(
            tus(path, node.desk)
                .header("Upload-Offset", "0")
                .header("Content-Type", "text/csv")
                .method("PATCH", BodyPublishers.ofString("x"))),
        415,
        "MEDIA_TYPE_UNSUPPORTED");
    for (String other : List.of(node.otherDesk, node.operator)) {
      HttpResponse<String> foreign =
          node.send(tus(path, other).method("HEAD", BodyPublishers.noBody()));
      assertThat(foreign.statusCode()).isIn(403, 404);
    }
    assertThat(offset(path)).isEqualTo("0");
    HttpResponse<String> empty = begin(0, DIALECT);
    assertThat(empty.headers().firstValue("Hutong-Batch")).as("whole at once").isPresent();
    refused(begin(Long.MAX_VALUE / 100, DIALECT), 413, "BODY_TOO_LARGE");
    refused(begin(10, "dialect"), 404, "DIALECT_UNKNOWN");
    refused(begin(10, "dialect " + base64("no-such")), 404, "DIALECT_UNKNOWN");
    refused(begin(10, "dialect " + base64("../..")), 404, "DIALECT_UNKNOWN");
    for (String wrong :
        List.of(
            "filename " + base64("x"),
            "dialect !!!",
            DIALECT + "," + DIALECT,
            DIALECT + ",clock " + base64("2026-01-01"),
            "a,".repeat(40))) {
      refused(begin(10, wrong), 400, "HEADER_INVALID");
    }
    refused(begin(10, DIALECT + ",onError " + base64("x")), 400, "PARAMETER_INVALID");
  }

  @Test
  void no_more_than_some_are_begun_at_once() throws Exception {
    for (int i = 0; i < 20; i++) {
      begun(10);
    }
    refused(begin(10, DIALECT), 429, "BATCHES_FULL");
  }

  /** What a disk that is full has torn off is neither promised nor built upon. */
  @Test
  void after_a_full_disk_it_goes_on_where_the_file_is() throws Exception {
    Path disk = home.resolve("uploads");
    String path = begun(4_000_000);
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "hutong-test", disk.toString()) == 0);
    try {
      HttpResponse<String> full = part(path, 0, "x".repeat(3_000_000));
      refused(full, 503, "UNAVAILABLE");
      long kept = Long.parseLong(offset(path));
      assertThat(kept).isBetween(1L, 1_000_000L);
      assertThat(run("mount", "-o", "remount,size=64m", disk.toString())).isZero();
      HttpResponse<String> rest = part(path, kept, "x".repeat((int) (4_000_000 - kept)));
      assertThat(rest.statusCode()).as(rest.body()).isEqualTo(204);
      String batch = rest.headers().firstValue("Hutong-Batch").orElseThrow();
      assertThat(node.get("/v1/batches/" + batch, node.desk).body())
          .contains("\"bytes\":4000000", sha256("x".repeat(4_000_000)));
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static String sha256(String text) throws Exception {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  /** A connection that is lost may look open here for long. */
  @Test
  void whoever_comes_back_ends_the_connection_that_hangs() throws Exception {
    String path = begun(1_000);
    try (Socket hanging = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      OutputStream out = hanging.getOutputStream();
      out.write(
          ("PATCH "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + node.desk
                  + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Length: 1000\r\n"
                  + "Content-Type: application/offset+octet-stream\r\n\r\n"
                  + "x".repeat(100))
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  node.send(tus(path, node.desk).method("HEAD", BodyPublishers.noBody()))
                          .statusCode()
                      == 423);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  node.send(tus(path, node.desk).method("HEAD", BodyPublishers.noBody()))
                          .statusCode()
                      == 204);
      assertThat(offset(path)).as("what came is kept").isEqualTo("100");
    }
  }
}
