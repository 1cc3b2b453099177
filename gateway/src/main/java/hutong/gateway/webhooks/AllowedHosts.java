package hutong.gateway.webhooks;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says which addresses a node may call for a local system: public ones, and those that its operator
 * has allowed. What is judged is the address that is then connected to, so a name that leads
 * elsewhere the next moment changes nothing.
 */
public final class AllowedHosts {

  /**
   * What is not of the public Internet (IANA special-purpose registries), with what wraps IPv4;
   * Java makes IPv4 of what is mapped.
   */
  private static final List<IpSubnetFilterRule> NOT_PUBLIC =
      rules(
          List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "::/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "fc00::/7",
              "fe80::/10",
              "ff00::/8"));

  private final List<IpSubnetFilterRule> allowed;

  /**
   * @param allowed networks such as {@code 10.1.0.0/16}
   * @throws IllegalArgumentException if one is none
   */
  public AllowedHosts(List<String> allowed) {
    this.allowed = rules(allowed);
  }

  private static List<IpSubnetFilterRule> rules(List<String> networks) {
    return networks.stream().map(AllowedHosts::rule).toList();
  }

  private static IpSubnetFilterRule rule(String network) {
    String[] parts = network.split("/", 2);
    if (parts.length != 2 || !parts[0].matches("[0-9a-fA-F:.]+") || !parts[1].matches("\\d{1,3}")) {
      throw new IllegalArgumentException("a network is an address, a slash and a length");
    }
    try {
      return new IpSubnetFilterRule(parts[0], Integer.parseInt(parts[1]), IpFilterRuleType.ACCEPT);
    } catch (RuntimeException fault) {
      throw new IllegalArgumentException("a network is an address, a slash and a length", fault);
    }
  }

  /** An address of the host that may be called; empty if there is none. */
  Optional<InetAddress> address(String host) throws UnknownHostException {
    return Stream.of(InetAddress.getAllByName(host)).filter(this::may).findFirst();
  }

  boolean may(InetAddress address) {
    return listed(address) || NOT_PUBLIC.stream().noneMatch(rule -> matches(rule, address));
  }

  /** Whether an operator has named its network: there, plain HTTP will do. */
  boolean listed(InetAddress address) {
    return allowed.stream().anyMatch(rule -> matches(rule, address));
  }

  private static boolean matches(IpSubnetFilterRule rule, InetAddress address) {
    return rule.matches(new InetSocketAddress(address, 0));
  }
}
