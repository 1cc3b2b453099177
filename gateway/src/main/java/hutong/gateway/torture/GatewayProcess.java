package hutong.gateway.torture;

import hutong.gateway.Hutong;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A node, or one of its replicas. */
final class GatewayProcess implements Part {

  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final String name;
  private final Path home;
  private final URI ready;
  private final String classPath;
  private final Map<String, String> environment;
  private final OsProcess process;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();

  /**
   * @param url of its API
   * @param environment settings that its home's file does not have
   */
  GatewayProcess(
      String name,
      Path home,
      URI url,
      String classPath,
      Map<String, String> environment,
      Warden warden) {
    this.name = name;
    this.home = home;
    this.ready = url.resolve("/observe/health/ready");
    this.classPath = classPath;
    this.environment = Map.copyOf(environment);
    this.process = new OsProcess(warden, home.resolve(name + ".log"));
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
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            Hutong.class.getName(),
            "run",
            "--home",
            home.toString());
    builder.environment().putAll(environment);
    process.start(builder);
  }

  @Override
  public void kill() throws IOException {
    process.kill();
  }

  @Override
  public void pause(boolean stopped) throws IOException {
    process.pause(stopped);
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public boolean isReady() {
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

  @Override
  public Path log() {
    return process.log();
  }
}
