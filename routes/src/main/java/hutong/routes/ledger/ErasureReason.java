package hutong.routes.ledger;

/** Why a record is erased: a closed set, since the register of erasures is kept for ever. */
public enum ErasureReason {
  /** Its type's time of retention is over. */
  RETENTION,
  /** The person asked for it, rightly. */
  REQUEST,
  /** A court or an authority ordered it. */
  ORDER,
  /** There was no legal basis for the exchange. */
  NO_BASIS;

  /** Whether the other side is asked to erase it as well: its own retention is its own. */
  public boolean concernsPartner() {
    return this != RETENTION;
  }
}
