package hutong.gateway.cli;

import hutong.certs.BrokerAddress;
import hutong.certs.Suites;
import hutong.gateway.node.NewNode;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Option;

/** What has to be said of a node that is being made. */
final class NewNodeOptions {

  @Option(names = "--node", paramLabel = "CODE", description = "GB/T 2260 code, six digits")
  private String node;

  @Option(names = "--name-zh", paramLabel = "NAME", description = "its name in Chinese")
  private String nameZh;

  @Option(names = "--name-en", paramLabel = "NAME", description = "its name in English")
  private String nameEn;

  @Option(
      names = "--divisions",
      split = ",",
      paramLabel = "PREFIX",
      description = "prefixes of the division codes it covers (default: by its code)")
  private List<String> divisions;

  @Option(
      names = "--broker-url",
      defaultValue = "",
      paramLabel = "URL",
      description = "where its inbox is if not in its own process: tls://HOST:PORT[,...]")
  private String brokerUrl;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "where other members reach its broker (default: ${DEFAULT-VALUE})")
  private String host;

  @Option(
      names = "--broker-port",
      defaultValue = "0",
      description = "port of its broker (default: a free one, kept)")
  private int brokerPort;

  @Option(
      names = "--http-port",
      defaultValue = "8360",
      description = "port of its API (default: ${DEFAULT-VALUE})")
  private int httpPort;

  @Option(
      names = "--suites",
      split = ",",
      defaultValue = "INTL",
      paramLabel = "SUITE",
      description = "suites that it has keys for: INTL, SM, PQ (default: ${DEFAULT-VALUE})")
  private List<String> suites;

  @Option(
      names = "--floor",
      paramLabel = "SUITE",
      description = "weakest suite that it accepts (default: the weakest that it has)")
  private String floor;

  boolean given() {
    return node != null;
  }

  NewNode newNode() {
    if (node == null || !node.matches("[1-9][0-9]{5}")) {
      throw new IllegalArgumentException("--node needs a GB/T 2260 code of six digits");
    }
    if (!brokerUrl.isEmpty()) {
      BrokerAddress.list(brokerUrl);
    }
    return new NewNode(
            node,
            nameZh == null ? node : nameZh,
            nameEn == null ? node : nameEn,
            divisions == null ? NewNode.coveredBy(node) : divisions,
            brokerUrl,
            host,
            brokerPort,
            httpPort)
        .withSuites(suites, floor == null ? weakest(suites) : floor);
  }

  private static String weakest(List<String> ids) {
    Suites known = Suites.standard();
    return ids.stream()
        .filter(known::has)
        .min(Comparator.comparingInt(id -> known.byId(id).rank()))
        .orElse(ids.get(0));
  }
}
