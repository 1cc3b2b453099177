package hutong.gateway.torture;

import hutong.gateway.Hutong;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node as a process of its own, from the class path that this process itself was started from.
 */
final class GatewayProcess implements Part {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final String REPEAT_AFTER = "PT5S";

  private final String name;
  private final Path home;
  private final URI ready;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private Process process;

  GatewayProcess(String name, Path home, URI url) {
    this.name = name;
    this.home = home;
    this.ready = url.resolve("/observe/health/ready");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Hutong.class.getName(),
            "run",
            "--home",
            home.toString());
    builder.environment().put("HUTONG_RETRY_REPEATAFTER", REPEAT_AFTER);
    File log = home.resolve("process.log").toFile();
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
  }

  @Override
  public void kill() throws IOException {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while killing", hurried);
    }
  }

  @Override
  public void pause(boolean stopped) throws IOException {
    Process signal =
        new ProcessBuilder(
                List.of("kill", stopped ? "-STOP" : "-CONT", Long.toString(process.pid())))
            .inheritIO()
            .start();
    try {
      if (signal.waitFor() != 0) {
        throw new IOException("A process could not be paused");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while pausing", hurried);
    }
  }

  @Override
  public boolean awaitReady(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (answers()) {
        return true;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return false;
  }

  private boolean answers() {
    try {
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(ANSWER).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
