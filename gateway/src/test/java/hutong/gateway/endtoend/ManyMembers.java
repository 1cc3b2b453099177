package hutong.gateway.endtoend;

import hutong.gateway.broker.BrokerSettings;
import hutong.gateway.broker.EmbeddedBroker;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.node.AbsentMembers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Enters members that nobody runs into the directory of those who are run, many at a time. */
final class ManyMembers {

  private static final int HUB_ID = 9_000;

  private ManyMembers() {}

  /**
   * Each covers the division of its code.
   *
   * @param brokers where each has its inbox
   * @param first whose directory gets them; the authority is beside its home
   */
  static void enter(Region first, Map<String, String> brokers) throws Exception {
    absent(first).enter(brokers, first.home());
  }

  /** A broker that holds the inboxes of all of these, and that everybody may call. */
  static EmbeddedBroker hub(Region first, List<String> members) throws Exception {
    Path folder = Files.createDirectories(first.home().folder().resolveSibling("hub"));
    String secret = "synthetic hub";
    absent(first).saveBrokerKeys(folder, "127.0.0.1", secret.toCharArray());
    TlsStores tls =
        new TlsStores(folder.resolve("broker.p12"), folder.resolve("trust.p12"), secret);
    return new EmbeddedBroker(
        new BrokerSettings(folder.resolve("queues"), "127.0.0.1", 0, members, tls),
        members.get(0),
        HUB_ID,
        (certificate, member) -> true);
  }

  private static AbsentMembers absent(Region first) {
    return new AbsentMembers(first.home().folder().resolveSibling("authority"), Clock.systemUTC());
  }
}
