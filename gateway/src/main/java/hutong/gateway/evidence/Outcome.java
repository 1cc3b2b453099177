package hutong.gateway.evidence;

import hutong.gateway.evidence.Judgement.Result;

/**
 * How a check that did not fail came out, with what a reader should know of it.
 *
 * @param zh in Chinese; may be empty
 * @param en in English; may be empty
 */
record Outcome(Result result, String zh, String en) {

  static final Outcome HOLDS = holds("", "");
  static final Outcome NOTHING = nothing("", "");

  static Outcome holds(String zh, String en) {
    return new Outcome(Result.HOLDS, zh, en);
  }

  static Outcome nothing(String zh, String en) {
    return new Outcome(Result.NOTHING, zh, en);
  }

  /** Whether there was something to check. */
  static Outcome of(boolean any) {
    return any ? HOLDS : NOTHING;
  }
}
