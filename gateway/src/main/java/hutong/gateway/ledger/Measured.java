package hutong.gateway.ledger;

import hutong.routes.Deadlines;
import hutong.routes.ledger.Counted;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.DueDate;
import java.time.Instant;

/** What clocks and rates find in the columns of a transfer, and the words they ask for it with. */
final class Measured {
  private static final int DIGITS = 6;

  /** Records of alias {@code %1$s} that their recipient has receipted, as both sides know. */
  static final String RECEIPTED =
      "(%1$s.outbound = 0 OR %1$s.state IN ('DELIVERED', 'ACCEPTED', 'REJECTED'))";

  /** Of those, replies that say something and were not refused. */
  static final String REPLIES =
      RECEIPTED + " AND %1$s.reply > 0 AND (%1$s.outcome IS NULL OR %1$s.outcome <> 'REJECTED')";

  private Measured() {}

  static String receipted(String alias) {
    return RECEIPTED.formatted(alias);
  }

  static String replies(String alias) {
    return REPLIES.formatted(alias);
  }

  /** First six digits of the division that it is addressed to. */
  static String target(TransferFacts facts) {
    String division = facts.targetDivision();
    return division == null || division.length() < DIGITS
        ? division
        : division.substring(0, DIGITS);
  }

  /** As its column has it. */
  static int reply(Counted counted) {
    return switch (counted.reply()) {
      case NONE -> 0;
      case ANSWER -> 1;
      case ELSEWHERE -> 2;
    };
  }

  static Instant end(DueDate due) {
    return due == null ? null : Deadlines.end(due.date());
  }
}
