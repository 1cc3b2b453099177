package hutong.gateway.broker;

import hutong.routes.QueueNames;
import java.util.List;
import java.util.Map;

/** Writes an Artemis broker's configuration for a plan. */
final class BrokerXml {

  /** The role of every member of the directory. */
  static final String MEMBERS = "members";

  private BrokerXml() {}

  static String of(String template, BrokerPlan plan, String secret, String clusterPassword) {
    List<String> held =
        plan.holds().stream().flatMap(each -> QueueNames.of(each).stream()).toList();
    StringBuilder rights = new StringBuilder();
    for (String member : plan.holds()) {
      QueueNames.of(member).forEach(queue -> rights.append(rights(queue, member)));
    }
    StringBuilder addresses = new StringBuilder();
    held.forEach(name -> addresses.append(address(name)));
    addresses.append(address(BrokerValues.DEAD));
    Map<String, Object> values =
        Map.ofEntries(
            Map.entry("data", escaped(plan.data())),
            Map.entry("journalFileBytes", BrokerValues.JOURNAL_FILE_BYTES),
            Map.entry("journalLeastFiles", BrokerValues.JOURNAL_LEAST_FILES),
            Map.entry("journalKeptFiles", BrokerValues.JOURNAL_KEPT_FILES),
            Map.entry("journalBufferBytes", BrokerValues.JOURNAL_BUFFER_BYTES),
            Map.entry("journalBufferNanos", BrokerValues.JOURNAL_BUFFER_NANOS),
            Map.entry("mostDiskPercent", BrokerValues.MOST_DISK_PERCENT),
            Map.entry("clusterPassword", clusterPassword),
            Map.entry("ha", plan.part().xml()),
            Map.entry("acceptor", escaped(acceptor(plan, secret))),
            Map.entry("rights", rights),
            Map.entry("dead", BrokerValues.DEAD),
            Map.entry("mostDeliveries", BrokerValues.MOST_DELIVERIES),
            Map.entry("redeliveryMs", BrokerValues.REDELIVERY_MS),
            Map.entry("redeliveryMultiplier", BrokerValues.REDELIVERY_MULTIPLIER),
            Map.entry("longestRedeliveryMs", BrokerValues.LONGEST_REDELIVERY_MS),
            Map.entry("mostBytesInMemory", BrokerValues.MOST_BYTES_IN_MEMORY),
            Map.entry("mostBytesPaged", BrokerValues.MOST_BYTES_PAGED),
            Map.entry("addresses", addresses));
    String xml = template;
    for (Map.Entry<String, Object> each : values.entrySet()) {
      xml = xml.replace("{" + each.getKey() + "}", each.getValue().toString());
    }
    return xml;
  }

  private static String acceptor(BrokerPlan plan, String secret) {
    String host = plan.listen().contains(":") ? "[" + plan.listen() + "]" : plan.listen();
    return "tcp://"
        + host
        + ":"
        + plan.port()
        + "?protocols=CORE;sslEnabled=true;sslProvider=JDK;enabledProtocols=TLSv1.3"
        + ";needClientAuth=true;sslAutoReload=true;connectionsAllowed="
        + BrokerValues.MOST_CONNECTIONS
        + ";keyStoreType=PKCS12;keyStorePath=${artemis.instance}/etc/broker.p12;keyStorePassword="
        + secret
        + ";trustStoreType=PKCS12;trustStorePath=${artemis.instance}/etc/trust.p12"
        + ";trustStorePassword="
        + secret
        + ";crlPath=${artemis.instance}/etc/crl.pem";
  }

  private static String rights(String queue, String member) {
    return "      <security-setting match=\"%s\">".formatted(queue)
        + "<permission type=\"send\" roles=\"%s\"/>".formatted(MEMBERS)
        + "<permission type=\"consume\" roles=\"%s\"/>".formatted(member)
        + "<permission type=\"browse\" roles=\"%s\"/>".formatted(member)
        + "</security-setting>\n";
  }

  private static String address(String name) {
    return "      <address name=\"%s\"><anycast><queue name=\"%s\"/></anycast></address>\n"
        .formatted(name, name);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
