package hutong.routes.ledger;

import java.time.Instant;

/**
 * Something a person should look at.
 *
 * @param code stable word, for example {@code TAMPERED}
 * @param partner node it came from, if known
 * @param about id of the transfer or digest of the envelope; never anything about a person
 */
public record Alarm(Instant at, Code code, String partner, String about) {

  /** Why somebody has to look. */
  public enum Code {
    ENVELOPE_QUARANTINED,
    ID_REUSED,
    RECEIPT_FOR_NOTHING_SENT,
    RECEIPT_MISMATCHED,
    RECEIPT_CONTRADICTED,
    DUE_DATE_DIFFERS,
    /** This node owes a partner answers of a type beyond their due day; once a day. */
    OVERDUE,
    /** The same, and long since. */
    ESCALATED,
    HEADER_DIFFERS_FROM_HINT,
    SENDER_NOT_COMPETENT,
    /** It receipted the record once and now says that it never had it. */
    PARTNER_LOST_RECORD,
    /** It sends contents of attachments that no record names, beyond what is kept for it. */
    ATTACHMENTS_FULL,
    /** An entry of the outbox can't be sent, whatever its destination does. */
    SET_ASIDE,
    /** A certificate, of this node, a partner or an authority, ends in 30, 14 or 3 days. */
    CERTIFICATE_EXPIRES,
    /** The directory ends in 30, 14 or 3 days: nobody is trusted after that. */
    DIRECTORY_EXPIRES,
    /** An authority does not say which of its certificates are revoked. */
    REVOCATION_UNHEARD,
    /** Checkpoints of the ledger have been without a time stamp for long. */
    TIME_STAMPS_MISSING,
    /** Two books differ for good about records of an hour. */
    BOOKS_DIFFER,
    /** A partner has not said for too long what its book says. */
    SUMMARY_MISSING,
    /** A partner's checkpoint is not the one that it has told before. */
    BOOK_REWRITTEN,
    /** Heads of chains were without a seal: right after an upgrade, or somebody took it away. */
    CHAINS_UNSEALED,
    /** A partner has erased a record exchanged with it, and asks for the same. */
    ERASURE_ASKED,
    /** A local system's webhook has failed for days and is told nothing more. */
    WEBHOOK_DISABLED,
    /** Newer tables of divisions are at fault: those before stay in use. */
    DIVISIONS_REFUSED
  }
}
