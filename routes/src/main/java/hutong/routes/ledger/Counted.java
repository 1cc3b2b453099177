package hutong.routes.ledger;

import hutong.schemas.RecordType.Answering;
import java.time.LocalDate;
import java.util.List;

/**
 * What clocks and rates have to know of a record and its header does not say; nothing personal.
 *
 * @param answering what stops its clock
 * @param reply what it is to the request that it answers
 * @param substance keyed digest of what a reply says, without its ids; null for any other record
 * @param expected what a summary says that its sender sends; empty for any other record
 */
public record Counted(Answering answering, Reply reply, byte[] substance, List<Expected> expected) {

  /** A record that an acceptance answers, and that answers none. */
  public static final Counted PLAIN = new Counted(Answering.ACCEPTANCE, Reply.NONE, null);

  /** What a record is to a request. */
  public enum Reply {
    /** It answers none, or says nothing. */
    NONE,
    ANSWER,
    /** It names who is competent: no answer is owed any more, and none was given. */
    ELSEWHERE
  }

  /** How many records of a type are sent from the first day to the last. */
  public record Expected(String type, LocalDate first, LocalDate last, long number) {}

  /** Of a record that is no summary. */
  public Counted(Answering answering, Reply reply, byte[] substance) {
    this(answering, reply, substance, List.of());
  }
}
