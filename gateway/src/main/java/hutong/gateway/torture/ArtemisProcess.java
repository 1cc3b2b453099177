package hutong.gateway.torture;

import hutong.gateway.broker.BrokerInstance;
import hutong.gateway.broker.BrokerPart;
import hutong.gateway.broker.BrokerPlan;
import hutong.gateway.broker.FreePort;
import hutong.gateway.node.AuthorityFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A broker for all members, prepared as {@code hutong broker prepare} does. */
final class ArtemisProcess implements Part {

  private static final String HOST = "127.0.0.1";

  private final Path distribution;
  private final Path folder;
  private final int port = FreePort.find();
  private final OsProcess process;

  /**
   * Starts and prepares nothing.
   *
   * @param distribution of Artemis, unpacked
   */
  ArtemisProcess(Path distribution, Path folder, Warden warden) throws IOException {
    this.distribution = distribution;
    this.folder = Files.createDirectories(folder);
    this.process = new OsProcess(warden, folder.resolve("artemis.log"));
  }

  int port() {
    return port;
  }

  void prepare(AuthorityFolder authority, List<String> members) throws Exception {
    BrokerPlan plan = new BrokerPlan(members, List.of(HOST), HOST, port, "data", BrokerPart.ALONE);
    authority.prepare(new BrokerInstance(folder), plan, Clock.systemUTC());
  }

  @Override
  public String name() {
    return "artemis";
  }

  @Override
  public void start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(folder.resolve("run").toString());
    builder.environment().put("ARTEMIS_HOME", distribution.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_ARGS", "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
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

  /** It opens its port last. */
  @Override
  public boolean isReady() {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public Path log() {
    return process.log();
  }
}
