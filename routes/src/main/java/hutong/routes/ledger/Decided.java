package hutong.routes.ledger;

/** What became of one decision, acknowledgement or return. */
public enum Decided {
  DONE,
  /** The same was said before; nothing else happened. */
  ALREADY,
  /** The opposite was decided before. */
  CONTRADICTS,
  /** The lease has lapsed or holds no such record for this system. */
  NOT_LEASED,
  /** As the case stands that it is about, it can only be rejected: its answer has left. */
  OUT_OF_CYCLE,
  /** A reader can't decide. */
  NOT_DECIDER
}
