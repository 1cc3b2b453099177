package hutong.routes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** One bell for each thing that can have work waiting: a destination, a mailbox, the deliverer. */
public final class Bells {

  private final Bell received = new Bell();
  private final Bell complete = new Bell();
  private final Bell anybody = new Bell();
  private final Map<String, Bell> outboxes = new ConcurrentHashMap<>();
  private final Map<String, Bell> mailboxes = new ConcurrentHashMap<>();
  private volatile Consumer<String> sender = node -> {};

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
    return outboxes.computeIfAbsent(node, any -> new Bell(() -> sender.accept(node)));
  }

  /** Who looks after all outboxes; is told at once, and on the ringer's thread, which one rang. */
  public void tell(Consumer<String> who) {
    sender = who;
  }

  /** Something may wait for any node. */
  public Bell anybody() {
    return anybody;
  }

  /** Something waits for a local system. */
  public Bell mailbox(String system) {
    return mailboxes.computeIfAbsent(system, any -> new Bell());
  }

  /** Something may be due for anybody: one look at the ledger says for whom. */
  public void ringOutboxes() {
    anybody.ring();
  }

  /** Leases may have lapsed anywhere. */
  public void ringMailboxes() {
    mailboxes.values().forEach(Bell::ring);
  }
}
