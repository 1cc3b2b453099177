package hutong.routes.ledger;

/** What became of one receipt. */
public enum Confirmed {
  /** It moved its transfer on. */
  MATCHED,
  /** It was here before, or says nothing new. */
  REPEATED,
  /** We never sent what it is about: alarmed. */
  UNKNOWN,
  /** It is by another node than the recipient, or over other content: alarmed. */
  MISMATCHED,
  /** It says the opposite of a final receipt that is here already: alarmed. */
  CONTRADICTED
}
