package hutong.routes;

import hutong.routes.ledger.TransferId;
import java.util.List;
import java.util.UUID;

/**
 * Is told how records travel, by whoever sees it: what comes from outside the ledger, whose events
 * tell the rest. Quick, and without fail: nothing waits for it.
 */
public interface Tracing {

  /** Nobody follows anything. */
  Tracing NONE =
      new Tracing() {
        @Override
        public boolean on() {
          return false;
        }

        @Override
        public void posted(TransferId id, String traceparent) {}

        @Override
        public String sending(String destination, boolean receipts, List<TransferId> about) {
          return null;
        }

        @Override
        public void sent(String destination) {}

        @Override
        public void notSent(String destination, String cause) {}

        @Override
        public void arrived(
            String by, UUID id, boolean receipt, String traceparent, long nanosAgo) {}
      };

  /** Whether anything is followed; if not, nothing need be made ready for the rest. */
  boolean on();

  /**
   * A record that a call brought is about to be remembered.
   *
   * @param traceparent of that call
   */
  void posted(TransferId id, String traceparent);

  /**
   * A queue message is about to go.
   *
   * @param receipts whether it holds receipts; else records
   * @param about the records in it, or those that the receipts are about
   * @return the hint that goes with it; null if none of them is followed
   */
  String sending(String destination, boolean receipts, List<TransferId> about);

  /** All messages for this destination have gone since {@link #sending}. */
  void sent(String destination);

  /**
   * None of them has.
   *
   * @param cause stable word
   */
  void notSent(String destination, String cause);

  /**
   * A verified record or receipt is here.
   *
   * @param by node that signed it
   * @param id of the record
   * @param traceparent a hint by whoever sent it, as it came; null if there is none
   * @param nanosAgo since it was taken from its queue
   */
  void arrived(String by, UUID id, boolean receipt, String traceparent, long nanosAgo);
}
