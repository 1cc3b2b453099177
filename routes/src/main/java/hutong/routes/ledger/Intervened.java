package hutong.routes.ledger;

/** What became of what a person, or the system that posted it, wanted with a record. */
public enum Intervened {
  DONE,
  /** It stands so already; nothing else happened. */
  ALREADY,
  /** There is no such record, or it isn't theirs. */
  UNKNOWN,
  /** Its state does not allow it: it was sent, receipted or has ended. */
  TOO_LATE,
  /** Its recipient would refuse it as too old, or its successors have gone. */
  EXPIRED,
  /** There are several, of different senders, and none was named. */
  SEVERAL,
  /** It is signed for its recipient, whom it can't change: it may have left. */
  SIGNED,
  /** The node named does not come into question. */
  NOT_A_CANDIDATE
}
