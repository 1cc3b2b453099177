package hutong.gateway.why;

/** Whose turn it is to move a record on. */
public enum Turn {
  /** This node, by itself. */
  NODE,
  /** The node that it goes to. */
  RECIPIENT,
  /** The local system that posted it. */
  POSTER,
  /** The local system that decides it. */
  DECIDER,
  OPERATOR,
  /** It has ended. */
  NOBODY
}
