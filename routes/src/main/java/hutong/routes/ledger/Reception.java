package hutong.routes.ledger;

/** What became of one arrival. */
public enum Reception {
  /** New: stored, with its transport receipt. */
  TAKEN,
  /** New, but a later version of the same source row was applied already: stored, receipted. */
  SUPERSEDED,
  /** New and refused: stored, with its rejection receipt. */
  REFUSED,
  /** Known, same content: its stored receipts go out again, nothing else happened. */
  REPEATED,
  /** Known id, other content: refused with {@code ID_REUSED}, alarmed. */
  CONTRADICTED
}
