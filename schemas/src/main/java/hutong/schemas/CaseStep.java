package hutong.schemas;

/**
 * What happens to a case. The first ones are what a record does by its type, as {@code
 * record-types.json} says; the others are what its decision does.
 */
public enum CaseStep {
  /** Something is reported or decided about it that was asked for. */
  ANSWER,
  /** Whoever was asked asks back first. */
  ASK_BACK,
  /** What was asked back is answered. */
  CLARIFY,
  /** Somebody else is competent, and is named. */
  FORWARD,
  /** Whoever asked takes it back, once that is accepted. */
  WITHDRAW,
  REMIND,
  CORRECT,

  /** It is taken up: accepted, and an answer follows. */
  TAKE,
  /** It is decided by its acceptance: no other answer follows. */
  DECIDE,
  /** It is rejected. */
  REFUSE,
  /** Whoever asked accepts the answer. */
  SETTLE,
  /** Whoever asked returns the answer or the forward, or it never arrived. */
  RETURN,
  /** Its time was over before it was answered, and with that what it asked for. */
  LAPSE
}
