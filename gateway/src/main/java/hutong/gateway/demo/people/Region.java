package hutong.gateway.demo.people;

/** The provinces that take part in the demo. */
public enum Region {
  HEBEI("130000", "河北", "Hebei"),
  JIANGSU("320000", "江苏", "Jiangsu"),
  JIANGXI("360000", "江西", "Jiangxi"),
  HENAN("410000", "河南", "Henan");

  private final String node;
  private final String zh;
  private final String en;

  Region(String node, String zh, String en) {
    this.node = node;
    this.zh = zh;
    this.en = en;
  }

  /** Its GB/T 2260 code, which is its node's id. */
  public String node() {
    return node;
  }

  public String zh() {
    return zh;
  }

  public String en() {
    return en;
  }

  public boolean covers(String division) {
    return division.startsWith(node.substring(0, 2));
  }

  /** The region whose node has this id. */
  public static Region of(String node) {
    for (Region each : values()) {
      if (each.node.equals(node)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no region of the demo");
  }
}
