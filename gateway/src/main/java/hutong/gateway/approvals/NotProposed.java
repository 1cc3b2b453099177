package hutong.gateway.approvals;

/** It makes no sense to propose that: it could not be done. */
public final class NotProposed extends Exception {

  private static final long serialVersionUID = 1L;

  private final Why why;

  /** Why it could not. */
  public enum Why {
    /** There is no such thing. */
    UNKNOWN,
    /** That is no reason for this. */
    REASON_UNFIT,
    /** The record has not ended. */
    STILL_OPEN,
    /** Several members have sent one under this id, and none is named. */
    SEVERAL,
    /** It is signed for its recipient. */
    SIGNED,
    /** It has ended, or is not to be touched now. */
    TOO_LATE,
    /** Nobody would take it after that. */
    EXPIRED,
    /** The node named is not responsible for it, or has it already. */
    NOT_A_CANDIDATE,
    /** Not an envelope that is kept whole and can be taken up again. */
    NOT_RELEASABLE,
    /** The operation does not wait to be run. */
    OPERATION_NOT_SO,
    /** Too many proposals wait. */
    FULL
  }

  NotProposed(Why why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
