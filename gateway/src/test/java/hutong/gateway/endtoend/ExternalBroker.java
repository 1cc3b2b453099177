package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.broker.ArtemisDistribution;
import hutong.gateway.broker.FreePort;
import hutong.gateway.cli.BrokerCommand;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The real Artemis distribution as a process of its own, prepared by the product's command. */
final class ExternalBroker implements AutoCloseable {

  private final Path folder;
  private final int port;
  private Process process;

  /** One that is not yet prepared; its port is chosen. */
  ExternalBroker(Path folder) throws IOException {
    this.folder = folder;
    this.port = FreePort.find();
  }

  /** Makes regions whose inboxes it holds, under the authority of a folder, and starts. */
  List<Region> serve(Path regions, Vertx vertx, String... codes) throws Exception {
    List<Region> made = Region.makeAt(url(), regions, vertx, codes);
    prepare(regions.resolve("authority"), List.of(codes)).start();
    return made;
  }

  int port() {
    return port;
  }

  String url() {
    return "tls://127.0.0.1:" + port;
  }

  ExternalBroker prepare(Path authority, List<String> members, String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "prepare",
                "--out",
                folder.toString(),
                "--authority",
                authority.toString(),
                "--member",
                String.join(",", members),
                "--port",
                Integer.toString(port)));
    arguments.addAll(List.of(further));
    CommandLine command = new CommandLine(new BrokerCommand());
    assertThat(command.execute(arguments.toArray(new String[0]))).isZero();
    return this;
  }

  /** Starts it and waits for nothing. */
  ExternalBroker launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(folder.resolve("run").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().put("ARTEMIS_HOME", ArtemisDistribution.folder().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_ARGS", "-Xmx256m");
    process = builder.start();
    return this;
  }

  ExternalBroker start() throws IOException {
    launch();
    awaitServing();
    return this;
  }

  void awaitServing() {
    await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .until(
            () -> {
              assertThat(process.isAlive()).isTrue();
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
  }

  boolean runs() {
    return process != null && process.isAlive();
  }

  String said() throws IOException {
    return Files.readString(log());
  }

  Path folder() {
    return folder;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process
          .onExit()
          .completeOnTimeout(process, 20, TimeUnit.SECONDS)
          .thenAccept(Process::destroyForcibly)
          .join();
      process.onExit().join();
    }
  }

  private Path log() {
    return folder.resolve("log.txt");
  }
}
