package hutong.gateway.broker;

import java.util.List;

/**
 * How a broker in a process of its own is to run.
 *
 * @param holds members whose inboxes it holds
 * @param hosts names and addresses at which members reach it
 * @param listen address that it listens on
 * @param data journal and paging; of a primary and its backups the same folder on shared disk,
 *     relative to the instance or absolute
 */
public record BrokerPlan(
    List<String> holds, List<String> hosts, String listen, int port, String data, BrokerPart part) {

  public BrokerPlan {
    holds = List.copyOf(holds);
    hosts = List.copyOf(hosts);
  }
}
