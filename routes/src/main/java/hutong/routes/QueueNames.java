package hutong.routes;

import java.util.List;

/** Every queue name of the network, in one place. Node ids only, nothing about a person. */
public final class QueueNames {

  private QueueNames() {}

  /** Sealed records for a node. */
  public static String inbox(String node) {
    return "hutong.inbox." + node;
  }

  /** Receipts for a node; apart from records, so that they need not wait behind them. */
  public static String receipts(String node) {
    return "hutong.receipts." + node;
  }

  /** Control documents for a node; apart, so that a flood of them delays nothing else. */
  public static String controls(String node) {
    return "hutong.controls." + node;
  }

  /** Pieces of attachments for a node; apart, so that no record waits behind a scan. */
  public static String pieces(String node) {
    return "hutong.pieces." + node;
  }

  /** Every queue of a node. */
  public static List<String> of(String node) {
    return List.of(inbox(node), receipts(node), controls(node), pieces(node));
  }
}
