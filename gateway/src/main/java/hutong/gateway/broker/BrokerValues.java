package hutong.gateway.broker;

/** What every broker of the network is set to, in this process or in one of its own. */
final class BrokerValues {

  /** Where hopeless messages go. What expires is refused here, and goes nowhere elsewhere. */
  static final String DEAD = "hutong.dead";

  static final int JOURNAL_BUFFER_BYTES = 2 << 20;
  static final int JOURNAL_BUFFER_NANOS = 200_000;
  static final int JOURNAL_FILE_BYTES = 10 << 20;
  static final int JOURNAL_LEAST_FILES = 2;
  static final int JOURNAL_KEPT_FILES = 4;
  static final int MOST_DISK_PERCENT = 95;

  /** For ever, later and later: a ledger that is down for hours must not cost a receipt. */
  static final int MOST_DELIVERIES = -1;

  static final int REDELIVERY_MS = 200;
  static final int REDELIVERY_MULTIPLIER = 2;
  static final int LONGEST_REDELIVERY_MS = 10_000;

  /** Beyond this an address is paged to disk, so that memory stays flat. */
  static final long MOST_BYTES_IN_MEMORY = 16L << 20;

  /**
   * On disk, of one address: so an inbox that is flooded does not stop the others. Its senders keep
   * what is refused, and repeat it.
   */
  static final long MOST_BYTES_PAGED = 8L << 30;

  /** Of all members together, before anybody has said who he is. */
  static final int MOST_CONNECTIONS = 4_096;

  private BrokerValues() {}
}
