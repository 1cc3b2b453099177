package hutong.gateway.ledger;

/** Hears what has been committed; quick, and without fail. */
public interface EventWatch {

  /** Hears nothing. */
  EventWatch NONE =
      new EventWatch() {
        @Override
        public void committed(
            long key,
            boolean outbound,
            String sender,
            byte[] id,
            String word,
            String code,
            long at) {}

        @Override
        public void putOff(String destination, String cause) {}
      };

  /**
   * An event of a transfer is on disk.
   *
   * @param key names the transfer inside this ledger
   * @param sender node that made the transfer
   * @param id the sender's id, 16 octets; not to be changed
   * @param word stable word, a state or an attempt
   * @param code stable word why; null if there is none
   * @param at milliseconds since 1970
   */
  void committed(
      long key, boolean outbound, String sender, byte[] id, String word, String code, long at);

  /** So many entries have left for a node. */
  default void sent(String destination, int entries) {}

  /** So many records that were not known have come from a node. */
  default void received(String sender, int records) {}

  /** An attempt to send to a node failed. */
  void putOff(String destination, String cause);

  /** Two that hear the same. */
  static EventWatch both(EventWatch one, EventWatch other) {
    return new EventWatch() {
      @Override
      public void committed(
          long key, boolean outbound, String sender, byte[] id, String word, String code, long at) {
        one.committed(key, outbound, sender, id, word, code, at);
        other.committed(key, outbound, sender, id, word, code, at);
      }

      @Override
      public void putOff(String destination, String cause) {
        one.putOff(destination, cause);
        other.putOff(destination, cause);
      }

      @Override
      public void sent(String destination, int entries) {
        one.sent(destination, entries);
        other.sent(destination, entries);
      }

      @Override
      public void received(String sender, int records) {
        one.received(sender, records);
        other.received(sender, records);
      }
    };
  }
}
