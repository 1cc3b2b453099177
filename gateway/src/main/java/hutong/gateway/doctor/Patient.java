package hutong.gateway.doctor;

import hutong.certs.BrokerAddress;
import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Secret;
import hutong.certs.StatusBook;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.node.Home;
import hutong.gateway.settings.Settings;
import java.time.Clock;
import java.util.Map;

/**
 * The node that is examined, as its folder has it.
 *
 * @param environment as of {@link System#getenv()}
 * @param directory the newest, with what outside authorities said of revocations
 * @param book what they said
 * @param runs whether it runs on this machine: somebody listens where it would
 */
record Patient(
    Home home,
    Map<String, String> environment,
    Settings settings,
    Secret secret,
    NodeKeys keys,
    Directory directory,
    StatusBook book,
    boolean runs,
    Clock clock) {

  String node() {
    return settings.node();
  }

  BrokerAddress http() {
    return http(settings);
  }

  /** Where its own broker listens on this machine. */
  BrokerAddress ownBroker() {
    return ownBroker(settings);
  }

  /** Whether somebody listens where a node with these settings would. */
  static boolean runs(Settings settings) {
    return (settings.http().port() != 0 && Line.answers(http(settings)))
        || (!settings.broker().external() && Line.answers(ownBroker(settings)));
  }

  private static BrokerAddress http(Settings settings) {
    return new BrokerAddress(settings.http().host(), settings.http().port());
  }

  private static BrokerAddress ownBroker(Settings settings) {
    return new BrokerAddress(settings.broker().host(), settings.broker().port());
  }

  /** As a URL, the broker that holds its queues, with its backups. */
  String ownBrokers() {
    return settings.broker().external()
        ? settings.broker().url()
        : directory.member(node()).map(Member::broker).orElse("");
  }

  TlsStores tls() {
    return new TlsStores(
        NodeKeys.tlsKeyStore(home.keys()),
        NodeKeys.tlsTrustStore(home.keys()),
        new String(secret.characters()));
  }

  @Override
  public String toString() {
    return "Patient[" + node() + "]";
  }
}
