package hutong.gateway.bench;

import hutong.gateway.http.ApiClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * One node sends to two regions, then to many, until all of it has left: the inboxes are at one
 * broker, and nobody reads them.
 *
 * @param members how many regions, the sender among them
 */
record DestinationsScenario(String id, ToIntFunction<Sizes> members) implements Scenario {

  private static final double SHARE = 0.85;
  private static final int HEAP_MB = 1_000;
  private static final int LEAST_AHEAD = 3_000;
  private static final int AHEAD_EACH = 10;

  /**
   * What a node did.
   *
   * @param cpu milliseconds a record, of the node alone: the broker of the others is not in it
   */
  private record Sent(List<Double> perSecond, double cpu, long heapMb, long residentMb) {}

  @Override
  public String about() {
    return "one node sends to many regions, beside one that sends to a single other";
  }

  @Override
  public List<Finding> run(Run run) throws Exception {
    int many = members.applyAsInt(run.sizes());
    int ahead = Math.max(LEAST_AHEAD, AHEAD_EACH * many);
    Sent two = send(run, 2, ahead);
    Sent all = send(run, many, ahead);
    List<Double> shares = new ArrayList<>();
    for (double each : all.perSecond) {
      shares.add(each / Spread.of(two.perSecond).median());
    }
    return List.of(
        new Finding("share of two regions' rate", Goal.atLeast(SHARE), Spread.of(shares)),
        new Finding("records/s sent, many", Goal.NONE, Spread.of(all.perSecond)),
        new Finding("records/s sent, two", Goal.NONE, Spread.of(two.perSecond)),
        new Finding("the node's CPU a record, ms, many", Goal.NONE, Spread.of(all.cpu)),
        new Finding("the node's CPU a record, ms, two", Goal.NONE, Spread.of(two.cpu)),
        new Finding("regions", Goal.NONE, Spread.of(many)),
        new Finding("records under way, most", Goal.NONE, Spread.of(ahead)),
        new Finding("heap in use, MB", Goal.atMost(HEAP_MB), Spread.of(all.heapMb)),
        new Finding("resident, MB", Goal.NONE, Spread.of(all.residentMb)));
  }

  private static Sent send(Run run, int count, int ahead) throws Exception {
    Sizes sizes = run.sizes();
    List<Double> rates = new ArrayList<>();
    try (ManyMembers network = ManyMembers.make(run.canon(), count);
        BoundedNode node = TwoProcesses.node(network.home(), HEAP_MB + "m", 0);
        ClientLoop clients = new ClientLoop()) {
      URI url = node.url();
      var systems = TwoProcesses.systems(network.home());
      ApiClient poster = clients.client(url, TwoProcesses.unlimited(systems, "poster", "36"));
      ApiClient watcher = clients.client(url, systems.addOperator("watcher", null));
      node.start(TwoProcesses.PATIENCE);
      Crowd crowd = new Crowd(run.canon(), Clock.systemUTC(), network.others());
      Sending sending = new Sending(poster, watcher, crowd::next, ahead);
      sending.perSecond(sizes.warmUp());
      long before = sending.posted();
      Duration used = node.cpu();
      for (int i = 0; i < sizes.repeat(); i++) {
        rates.add(sending.perSecond(sizes.window()));
      }
      double cpu = node.cpu().minus(used).toNanos() / 1e6 / (sending.posted() - before);
      return new Sent(rates, cpu, node.heapMb(), node.residentMb());
    }
  }
}
