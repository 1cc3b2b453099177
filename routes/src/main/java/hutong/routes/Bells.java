package hutong.routes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One bell for each thing that can have work waiting: a destination, a mailbox, the deliverer. */
public final class Bells {

  private final Bell received = new Bell();
  private final Bell complete = new Bell();
  private final Map<String, Bell> outboxes = new ConcurrentHashMap<>();
  private final Map<String, Bell> mailboxes = new ConcurrentHashMap<>();

  /** Something was received and wants a local system. */
  public Bell received() {
    return received;
  }

  /** All attachments of a record may be here. */
  public Bell complete() {
    return complete;
  }

  /** Something waits for a node. */
  public Bell outbox(String node) {
    return outboxes.computeIfAbsent(node, any -> new Bell());
  }

  /** Something waits for a local system. */
  public Bell mailbox(String system) {
    return mailboxes.computeIfAbsent(system, any -> new Bell());
  }

  /** Something may be due for anybody. */
  public void ringOutboxes() {
    outboxes.values().forEach(Bell::ring);
  }

  /** Leases may have lapsed anywhere. */
  public void ringMailboxes() {
    mailboxes.values().forEach(Bell::ring);
  }
}
