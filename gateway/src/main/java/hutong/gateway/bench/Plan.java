package hutong.gateway.bench;

import hutong.certs.Suite;
import java.util.HashMap;
import java.util.Map;

/**
 * How a loop is run.
 *
 * @param batches whether many records share a signature
 * @param decided whether the recipient's system accepts each record, instead of taking it over
 * @param ahead most records under way
 */
record Plan(Suite suite, boolean batches, boolean decided, int ahead) {

  private static final String MANY = "1000000";

  /** Each record signed by itself, and taken over. */
  static Plan plain(Suite suite, int ahead) {
    return new Plan(suite, false, false, ahead);
  }

  /** The state that ends a record's way at its sender. */
  String lastState() {
    return decided ? "ACCEPTED" : "DELIVERED";
  }

  /**
   * For both nodes: what is set outside holds as well, so that its cost can be measured, but one
   * client is as many as it wants to be, and signatures are as this says.
   */
  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.put("HUTONG_LIMITS_RATE", MANY);
    all.put("HUTONG_LIMITS_BURST", MANY);
    all.put("HUTONG_LIMITS_RECORDS", MANY);
    all.put("HUTONG_SIGNING_BATCHES", Boolean.toString(batches));
    return all;
  }
}
