package hutong.gateway.bench;

import hutong.gateway.broker.BrokerSettings;
import hutong.gateway.broker.EmbeddedBroker;
import hutong.gateway.broker.FreePort;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.demo.people.Places;
import hutong.gateway.demo.people.Region;
import hutong.gateway.node.AbsentMembers;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.routes.Deadlines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One node and many members whose inboxes are at one broker, in this process; nobody reads them.
 *
 * @param others ids of all members but the node
 */
record ManyMembers(TwoHomes homes, List<String> others, EmbeddedBroker hub)
    implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String SECRET = "of a broker in a benchmark";

  /**
   * Makes them.
   *
   * @param count members in all, the node among them
   */
  static ManyMembers make(Canon canon, int count) throws Exception {
    Clock clock = Clock.systemUTC();
    String here = Region.JIANGXI.node();
    List<String> others = others(canon, count - 1, clock);
    Path folder = Files.createTempDirectory("hutong-bench-");
    List<Home> made =
        NewNodes.create(folder, List.of(NewNode.local(here, here, here)), Map.of(), clock);
    int port = FreePort.find();
    AbsentMembers absent = new AbsentMembers(folder.resolve("authority"), clock);
    String broker = "tls://" + HOST + ":" + port;
    absent.enter(
        others.stream().collect(Collectors.toMap(each -> each, any -> broker)), made.get(0));
    Path hub = Files.createDirectories(folder.resolve("hub"));
    absent.saveBrokerKeys(hub, HOST, SECRET.toCharArray());
    TlsStores tls = new TlsStores(hub.resolve("broker.p12"), hub.resolve("trust.p12"), SECRET);
    BrokerSettings settings = new BrokerSettings(hub.resolve("broker"), HOST, port, others, tls);
    return new ManyMembers(
        new TwoHomes(folder, made),
        others,
        new EmbeddedBroker(settings, others.get(0), 0, (certificate, member) -> true));
  }

  private static List<String> others(Canon canon, int count, Clock clock) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Deadlines.ZONE);
    List<String> others =
        Places.today(canon.divisions(), today).stream()
            .filter(code -> !Region.JIANGXI.covers(code))
            .limit(count)
            .toList();
    if (others.size() < count) {
      throw new IllegalArgumentException("There are no more divisions than " + others.size());
    }
    return others;
  }

  /** Of the node. */
  Home home() {
    return homes.homes().get(0);
  }

  @Override
  public void close() throws IOException {
    hub.close();
    homes.close();
  }
}
