package hutong.routes.ledger;

/** What a system hears that wants to put the content of an attachment. */
public sealed interface Upload {

  /** Its pieces are written under this key. */
  record Open(long key) implements Upload {}

  /** The same content is here already. */
  record Here() implements Upload {}

  /** Too much of this system is here that no record has named. */
  record Full() implements Upload {}
}
