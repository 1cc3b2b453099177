package hutong.gateway.process;

import hutong.gateway.broker.FreePort;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Home;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code hutong run} as a process of its own, to be killed. Its output goes to a file beside it.
 */
final class NodeProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);

  private final Home home;
  private final Map<String, String> environment;
  private final int httpPort = freePort();
  private final int debugPort = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  /**
   * @param environment settings that differ, for example {@code HUTONG_RETRY_FIRST}
   */
  NodeProcess(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  Home home() {
    return home;
  }

  /** Where its API listens. */
  int httpPort() {
    return httpPort;
  }

  /** Where a debugger may attach. */
  int debugPort() {
    return debugPort;
  }

  Path output() {
    return home.folder().resolveSibling(home.folder().getFileName() + ".out");
  }

  ApiClient client(Vertx vertx, String key) {
    return new ApiClient(vertx, URI.create("http://127.0.0.1:" + httpPort), key, "en", 8);
  }

  /** Starts it and waits until it is ready. */
  NodeProcess start(String... jvmArguments) throws IOException, InterruptedException {
    launch(jvmArguments);
    awaitReady();
    return this;
  }

  void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!ready()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("The node did not start: " + Files.readString(output()));
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  /** Starts it and waits for nothing. */
  Process launch(String... jvmArguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:+ExitOnOutOfMemoryError"); // As the README says.
    command.add(
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
            + debugPort);
    command.addAll(List.of(jvmArguments));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("hutong.gateway.Hutong", "run", "--home", home.folder().toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("HUTONG_HTTP_PORT", Integer.toString(httpPort));
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    process = builder.start();
    return process;
  }

  Process process() {
    return process;
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  boolean ready() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + httpPort + "/observe/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }

  private static int freePort() {
    try {
      return FreePort.find();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
