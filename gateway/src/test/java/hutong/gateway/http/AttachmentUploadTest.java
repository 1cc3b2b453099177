package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.endtoend.Scan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a local system hears when it puts the content of an attachment. */
class AttachmentUploadTest {

  private static final Scan SCAN = Scan.of(1, 1_000_000);

  @TempDir private Path home;

  private RunningApi api;

  @BeforeEach
  void start() throws IOException {
    api = new RunningApi(home);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> put(String key, String digest, BodyPublisher body)
      throws IOException {
    return api.send(api.request("/v1/attachments/" + digest, key).PUT(body));
  }

  private HttpResponse<String> put(String digest, Scan scan) throws IOException {
    return put(api.desk, digest, BodyPublishers.ofByteArray(scan.bytes()));
  }

  private Map<String, Integer> kept() {
    return api.ledger.attachments().put("desk", List.of(SCAN.digest()));
  }

  private int rows(String table) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      return count.getInt(1);
    }
  }

  @Test
  void content_is_kept_and_the_same_again_is_harmless() throws Exception {
    HttpResponse<String> first = put(SCAN.digest(), SCAN);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.body()).isEqualTo("{\"digest\":\"" + SCAN.digest() + "\",\"size\":1000000}");
    assertThat(kept()).containsEntry(SCAN.digest(), 1_000_000);
    HttpResponse<String> second = put(SCAN.digest(), SCAN);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(rows("attachment")).isEqualTo(1);
  }

  @Test
  void who_asks_first_need_not_send_what_is_here() throws Exception {
    int size = SCAN.bytes().length;
    try (Socket socket = begin(size, "Expect: 100-continue\r\n")) {
      assertThat(line(socket)).isEqualTo("HTTP/1.1 100 Continue");
      socket.getOutputStream().write(SCAN.bytes());
      assertThat(line(socket)).isEmpty();
      assertThat(line(socket)).isEqualTo("HTTP/1.1 201 Created");
    }
    try (Socket socket = begin(size, "Expect: 100-continue\r\n")) {
      assertThat(line(socket)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  /** Sends the head of an upload of this length. */
  private Socket begin(int size, String more) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port);
    socket.setSoTimeout(20_000);
    String head =
        "PUT /v1/attachments/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(SCAN.digest(), api.desk, more, size);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c >= 0 && c != '\n';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Test
  void another_digest_than_announced_is_refused_and_nothing_is_kept() throws Exception {
    HttpResponse<String> answer = put(SCAN.digest(), Scan.of(2, 300_000));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("ATTACHMENT_DIGEST_DIFFERS");
    assertThat(kept()).isEmpty();
    api.ledger.sweep(api.clock.instant());
    assertThat(rows("attachment") + rows("piece")).isZero();
  }

  @Test
  void an_upload_cut_in_the_middle_leaves_nothing() throws Exception {
    try (Socket socket = begin(SCAN.bytes().length, "")) {
      OutputStream out = socket.getOutputStream();
      out.write(SCAN.bytes(), 0, 600_000);
      out.flush();
      await().atMost(Duration.ofSeconds(20)).until(() -> rows("piece") >= 4);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              api.ledger.sweep(api.clock.instant());
              return rows("attachment") + rows("piece") == 0;
            });
    assertThat(kept()).isEmpty();
    assertThat(put(SCAN.digest(), SCAN).statusCode()).isEqualTo(201);
  }

  @Test
  void length_digest_and_key_are_as_they_should_be_or_it_is_refused() throws Exception {
    BodyPublisher small = BodyPublishers.ofString("small");
    HttpRequest.Builder unknownLength =
        api.request("/v1/attachments/" + SCAN.digest(), api.desk)
            .PUT(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {1, 2, 3})));
    assertThat(api.send(unknownLength).statusCode()).isEqualTo(411);
    try (Socket socket = begin(Scan.LARGEST + 1, "")) {
      assertThat(line(socket)).startsWith("HTTP/1.1 413 ");
    }
    assertThat(put(api.desk, SCAN.digest(), BodyPublishers.noBody()).statusCode()).isEqualTo(411);
    assertThat(put(api.desk, SCAN.digest().toUpperCase(Locale.ROOT), small).statusCode())
        .isEqualTo(400);
    assertThat(put(api.desk, "abc", small).statusCode()).isEqualTo(400);
    assertThat(put(null, SCAN.digest(), small).statusCode()).isEqualTo(401);
    assertThat(put(api.operator, SCAN.digest(), small).statusCode()).isEqualTo(403);
    assertThat(rows("attachment")).isZero();
  }

  @Test
  void what_a_system_puts_and_names_in_no_record_is_bounded() throws Exception {
    for (int i = 0; i < 10; i++) {
      api.ledger
          .attachments()
          .begin("desk", "%064x".formatted(i), Scan.LARGEST, api.clock.instant());
    }
    HttpResponse<String> answer = put(SCAN.digest(), SCAN);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("ATTACHMENTS_FULL");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(
            put(api.otherDesk, SCAN.digest(), BodyPublishers.ofByteArray(SCAN.bytes()))
                .statusCode())
        .isEqualTo(201);
  }
}
