package hutong.gateway.doctor;

import hutong.certs.BrokerAddress;
import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Secret;
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
 */
record Patient(
    Home home,
    Map<String, String> environment,
    Settings settings,
    Secret secret,
    NodeKeys keys,
    Directory directory,
    Clock clock) {

  String node() {
    return settings.node();
  }

  /** Whether it runs on this machine now: somebody listens where it would. */
  boolean runs() {
    return (http().port() != 0 && Line.answers(http()))
        || (!settings.broker().external() && Line.answers(ownBroker()));
  }

  BrokerAddress http() {
    return new BrokerAddress(settings.http().host(), settings.http().port());
  }

  /** Where its own broker listens on this machine. */
  BrokerAddress ownBroker() {
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
