package hutong.gateway.broker;

/** Which part a broker has: alone, or one of several on the same data, of which one works. */
public enum BrokerPart {
  ALONE(""),
  PRIMARY("<primary><failover-on-shutdown>true</failover-on-shutdown></primary>"),
  /** Goes on until it ends itself; a primary that comes back waits meanwhile. */
  BACKUP(
      "<backup><failover-on-shutdown>true</failover-on-shutdown>"
          + "<allow-failback>false</allow-failback></backup>");

  private final String policy;

  BrokerPart(String policy) {
    this.policy = policy;
  }

  String xml() {
    return policy.isEmpty()
        ? ""
        : "    <ha-policy><shared-store>" + policy + "</shared-store></ha-policy>\n";
  }
}
