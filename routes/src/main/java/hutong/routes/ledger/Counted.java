package hutong.routes.ledger;

import hutong.schemas.RecordType.Answering;

/**
 * What clocks and rates have to know of a record and its header does not say; nothing personal.
 *
 * @param answering what stops its clock
 * @param reply whether it is a reply that says something
 * @param substance keyed digest of what a reply says, without its ids; null for any other record
 */
public record Counted(Answering answering, boolean reply, byte[] substance) {

  /** A record that an acceptance answers, and that answers none. */
  public static final Counted PLAIN = new Counted(Answering.ACCEPTANCE, false, null);
}
