package hutong.gateway.bench;

import hutong.gateway.Hutong;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code hutong run} as a process of its own with a bounded heap, to be watched and killed. */
final class BoundedNode implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");

  private final Path home;
  private final URI url;
  private final String heap;
  private final List<String> options;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private Process process;

  /**
   * @param heap as of {@code -Xmx}
   */
  BoundedNode(Path home, URI url, String heap) {
    this(home, url, heap, List.of());
  }

  /**
   * @param options further ones for its Java
   */
  BoundedNode(Path home, URI url, String heap, List<String> options) {
    this.home = home;
    this.url = url;
    this.heap = heap;
    this.options = options;
  }

  URI url() {
    return url;
  }

  /** Starts it; returns how long it took until it was ready. */
  Duration start(Duration patience) throws IOException, InterruptedException {
    long started = System.nanoTime();
    process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(beside(".log").toFile()))
            .start();
    while (!ready()) {
      Duration taken = Duration.ofNanos(System.nanoTime() - started);
      if (!process.isAlive() || taken.compareTo(patience) > 0) {
        throw new IOException("The node did not become ready: " + Files.readString(beside(".log")));
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** SIGKILL. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** As an operator stops it; returns when it has ended. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Resident memory in MB; 0 where the system does not tell. */
  long residentMb() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** What it has used of all processors so far; zero where the system does not tell. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What the last collection left on the heap, in MB; 0 before the first. */
  long heapMb() throws IOException {
    if (!Files.exists(beside(".gc"))) {
      return 0;
    }
    String log = Files.readString(beside(".gc"), StandardCharsets.ISO_8859_1);
    return AFTER_COLLECTION
        .matcher(log)
        .results()
        .reduce((MatchResult one, MatchResult next) -> next)
        .map(last -> Long.parseLong(last.group(1)))
        .orElse(0L);
  }

  @Override
  public void close() {
    kill();
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:gc:file=" + beside(".gc") + "::filecount=0",
            "-cp",
            System.getProperty("java.class.path"),
            Hutong.class.getName(),
            "run",
            "--home",
            home.toString()));
    return command;
  }

  private Path beside(String ending) {
    return home.resolveSibling(home.getFileName() + ending);
  }

  private boolean ready() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url.resolve("/observe/health/ready")).timeout(ANSWER).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
