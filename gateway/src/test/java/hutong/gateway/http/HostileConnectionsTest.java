package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.submit.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileConnectionsTest {

  private static final int HUNDRED_MB = 100 << 20;

  @TempDir Path home;
  private RunningApi node;

  @BeforeEach
  void start() throws Exception {
    HttpSettings usual = HttpSettings.defaults();
    node =
        new RunningApi(
            home,
            new HttpSettings(
                usual.host(),
                0,
                null,
                usual.bodyBytes(),
                usual.headBytes(),
                usual.lineBytes(),
                4,
                Duration.ofMillis(600),
                Duration.ofMillis(600),
                usual.answerTime(),
                2,
                16,
                Duration.ofSeconds(1)));
    node.legAnswers(any -> new Outcome.IdempotencyKeyReused());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void who_asks_on_and_on_without_reading_is_not_answered_on() throws Exception {
    try (Socket greedy = connect()) {
      byte[] asked =
          "GET /v1/openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n"
              .repeat(100)
              .getBytes(StandardCharsets.US_ASCII);
      AtomicLong sent = new AtomicLong();
      Thread asking =
          new Thread(
              () -> {
                try {
                  while (sent.get() < 64 << 20) {
                    greedy.getOutputStream().write(asked);
                    sent.addAndGet(asked.length);
                  }
                } catch (IOException closed) {
                  // The test has seen enough.
                }
              });
      asking.start();
      AtomicLong before = new AtomicLong(-1);
      Awaitility.await()
          .pollInterval(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(30))
          .until(() -> sent.get() == before.getAndSet(sent.get()));
      assertThat(sent.get()).as("it is held back").isLessThan(16 << 20);
      assertThat(node.get("/observe/health/live", null).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_head_that_some_would_read_as_another_is_refused() throws Exception {
    for (String odd :
        List.of(
            "Host: y\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")) {
      try (Socket socket = connect()) {
        send(socket, "GET /v1/dialects HTTP/1.1\r\nHost: x\r\n" + bearer() + odd + "\r\n");
        assertThat(answer(socket)).as(odd).startsWith("HTTP/1.1 400");
      }
    }
  }

  @Test
  void a_path_that_some_would_read_as_another_is_refused_before_it_is_anything() throws Exception {
    for (String path :
        List.of(
            "/v1/records/../status",
            "/v1/./status",
            "/v1/..",
            "//v1/status",
            "/v1//status",
            "/v1/%2e%2e/status",
            "/v1%2fstatus",
            "/v1/status;x=1",
            "/v1\\status",
            "/v1/%5Cstatus",
            "/v1/status%00")) {
      try (Socket socket = connect()) {
        send(
            socket,
            "GET "
                + path
                + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + node.operator
                + "\r\n\r\n");
        assertThat(answer(socket))
            .as(path)
            .startsWith("HTTP/1.1 400")
            .contains("REQUEST_MALFORMED");
      }
    }
  }

  @Test
  void an_announced_hundred_megabytes_are_refused_before_they_are_sent() throws Exception {
    try (Socket socket = connect()) {
      send(socket, head("Content-Length: " + HUNDRED_MB));

      assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("BODY_TOO_LARGE");
    }
  }

  @Test
  void an_unannounced_hundred_megabytes_are_cut_off_early() throws Exception {
    try (Socket socket = connect()) {
      send(socket, head("Transfer-Encoding: chunked"));
      byte[] chunk =
          ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

      long sent = pour(socket, chunk);

      assertThat(sent).isLessThan(HUNDRED_MB / 4);
      assertThat(answer(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void a_body_that_trickles_is_given_up() throws Exception {
    try (Socket socket = connect()) {
      send(socket, head("Content-Length: 1000"));
      send(socket, "{");

      assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("BODY_TOO_SLOW");
    }
  }

  @Test
  void a_head_that_trickles_is_hung_up_on_however_steadily() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET /observe/health/live HTTP/1.1\r\n");
      long start = System.nanoTime();

      long sent = pour(socket, "X: y\r\n".getBytes(StandardCharsets.US_ASCII), 20);

      assertThat(sent).isPositive();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void a_huge_header_and_a_huge_line_are_refused() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET /v1/mailbox HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n");
      assertThat(answer(socket)).contains(" 431 ").contains("HEAD_TOO_LARGE");
    }
    try (Socket socket = connect()) {
      send(socket, "GET /v1/mailbox?" + "y".repeat(8_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(answer(socket)).contains(" 414 ").contains("LINE_TOO_LONG");
    }
  }

  @Test
  void what_is_not_http_is_refused() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "测试甲\r\n\r\n");
      assertThat(answer(socket))
          .contains(" 400 ")
          .contains("REQUEST_MALFORMED")
          .doesNotContain("测试甲");
    }
  }

  @Test
  void connections_beyond_the_limit_are_closed() throws Exception {
    Socket[] held = new Socket[4];
    try {
      for (int i = 0; i < held.length; i++) {
        held[i] = connect();
        send(held[i], "GET /v1/mailbox?wait=20 HTTP/1.1\r\nHost: x\r\n" + bearer() + "\r\n");
      }
      Awaitility.await()
          .until(() -> node.bells.mailbox("desk").nextRing().getNumberOfDependents() > 0);
      try (Socket fifth = connect()) {
        assertThat(answer(fifth)).isEmpty();
      }
    } finally {
      for (Socket each : held) {
        each.close();
      }
    }
  }

  @Test
  void silent_strangers_keep_nobody_out() throws Exception {
    Socket[] silent = new Socket[4];
    try {
      for (int i = 0; i < silent.length; i++) {
        silent[i] = connect();
      }
      try (Socket known = connect()) {
        send(
            known,
            "GET /v1/outcomes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + bearer() + "\r\n");
        assertThat(answer(known)).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (Socket each : silent) {
        each.close();
      }
    }
  }

  /** Whoever holds all connections with a valid key gives up the longest silent of its own. */
  @Test
  void one_caller_that_hoards_connections_keeps_nobody_out() throws Exception {
    Socket[] hoard = new Socket[4];
    try {
      for (int i = 0; i < hoard.length; i++) {
        hoard[i] = connect();
        send(hoard[i], "GET /v1/outcomes HTTP/1.1\r\nHost: x\r\n" + bearer() + "\r\n");
        assertThat(hoard[i].getInputStream().read()).isEqualTo('H');
      }
      assertThat(node.get("/v1/outcomes", node.otherDesk).statusCode()).isEqualTo(200);
    } finally {
      for (Socket each : hoard) {
        each.close();
      }
    }
  }

  @Test
  void a_table_that_trickles_loses_its_place() throws Exception {
    for (String path :
        List.of("/v1/batches?dialect=county-csv", "/v1/batches:keep?dialect=county-csv")) {
      try (Socket socket = connect()) {
        send(
            socket,
            "POST "
                + path
                + " HTTP/1.1\r\nHost: x\r\n"
                + bearer()
                + "Content-Type: text/csv\r\nContent-Length: 100000\r\n\r\n");
        long begun = System.nanoTime();
        pour(socket, "x".getBytes(StandardCharsets.US_ASCII), 100);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
      }
    }
  }

  @Test
  void what_breaks_off_or_is_no_chunk_leaves_the_node_as_it_was() throws Exception {
    for (String body :
        List.of(
            "zz\r\n", "5\r\nabc", "ffffffffffffffff\r\n", "-1\r\n", "5;x=" + "y".repeat(9_000))) {
      for (String path :
          List.of(
              "/v1/records",
              "/v1/batches?dialect=county-csv",
              "/v1/batches:keep?dialect=county-csv")) {
        try (Socket socket = connect()) {
          send(
              socket,
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\n"
                  + bearer()
                  + "Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + body);
          socket.shutdownOutput();
          assertThat(answer(socket)).doesNotContain(" 500 ", " 200 ");
        }
      }
    }
    assertThat(node.get("/observe/health/live", null).statusCode()).isEqualTo(200);
  }

  @Test
  void after_a_refusal_with_a_small_body_the_connection_serves_on() throws Exception {
    try (Socket socket = connect()) {
      String refused = "POST /v1/records HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
      String last = "GET /observe/health/live HTTP/1.1\r\nHost: x\r\n\r\n";
      send(socket, refused + last);

      assertThat(answer(socket)).startsWith("HTTP/1.1 401").contains("HTTP/1.1 200");
    }
  }

  @Test
  void a_caller_that_asks_before_it_sends_is_told_to_send_only_if_it_may() throws Exception {
    try (Socket socket = connect()) {
      send(socket, head("Content-Length: 2\r\nExpect: 100-continue"));
      byte[] told = new byte[25];
      assertThat(socket.getInputStream().readNBytes(told, 0, 25)).isEqualTo(25);
      assertThat(new String(told, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100");
      send(socket, "{}");
      assertThat(answer(socket)).startsWith("HTTP/1.1 422");
    }
    try (Socket socket = connect()) {
      send(
          socket,
          "POST /v1/records HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(answer(socket)).startsWith("HTTP/1.1 401");
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private String bearer() {
    return "Authorization: Bearer " + node.desk + "\r\n";
  }

  private String head(String further) {
    return "POST /v1/records HTTP/1.1\r\nHost: x\r\n"
        + bearer()
        + "Content-Type: application/json\r\n"
        + further
        + "\r\n\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static long pour(Socket socket, byte[] piece) {
    return pour(socket, piece, 0);
  }

  /** Sends the piece again and again until the other side hangs up or 100 MB are sent. */
  private static long pour(Socket socket, byte[] piece, int waitMillis) {
    long sent = 0;
    try {
      socket.setSoTimeout(Math.max(1, waitMillis));
      while (sent < HUNDRED_MB) {
        socket.getOutputStream().write(piece);
        sent += piece.length;
        if (waitMillis > 0 && hungUp(socket)) {
          break;
        }
      }
      socket.setSoTimeout(10_000);
    } catch (IOException hungUp) {
      return sent;
    }
    return sent;
  }

  /** Waits the socket's time for an end of the stream. */
  private static boolean hungUp(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    }
  }

  /** Everything until the other side closes, or nothing more comes. */
  private static String answer(Socket socket) {
    StringBuilder text = new StringBuilder();
    byte[] part = new byte[8_192];
    try {
      socket.setSoTimeout(1_500);
      InputStream in = socket.getInputStream();
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        text.append(new String(part, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException resetOrSilent) {
      return text.toString();
    }
    return text.toString();
  }
}
