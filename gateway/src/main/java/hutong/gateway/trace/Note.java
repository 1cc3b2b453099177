package hutong.gateway.trace;

import hutong.routes.Traceparent;
import java.time.Instant;
import java.util.List;

/** Something that becomes a span, later and elsewhere. */
sealed interface Note {

  /** An event of a record is on disk. */
  record Happened(
      RecordTrace trace,
      long key,
      boolean outbound,
      String sender,
      byte[] id,
      String word,
      String code,
      Instant at)
      implements Note {}

  /**
   * A queue message went, or did not.
   *
   * @param of the followed records in it, or those that its receipts are about; at least one
   * @param count how many envelopes are in it
   * @param code why it did not; null if it did
   */
  record Sent(
      String span,
      String destination,
      boolean receipts,
      List<RecordTrace> of,
      int count,
      Instant from,
      Instant until,
      String code)
      implements Note {}

  /**
   * A call was answered.
   *
   * @param of the followed records that it brought
   */
  record Called(
      Traceparent caller,
      String span,
      String operation,
      int status,
      List<RecordTrace> of,
      Instant from,
      Instant until)
      implements Note {}
}
