package hutong.routes.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Counts what was exchanged, so that both sides of a route count alike. */
public interface Rates {

  /** What is told apart. */
  enum By {
    NODE,
    DIVISION,
    TYPE,
    DAY
  }

  /**
   * Which records are counted: those of these days, by their signed creation time in China.
   *
   * @param to the last day
   */
  record Question(LocalDate from, LocalDate to, Set<By> by) {}

  /**
   * What was counted together; null where it is not told apart.
   *
   * @param outbound whether this node sent the records
   * @param node the other node
   * @param division first six digits of what they were addressed to
   */
  record Group(boolean outbound, String node, String division, String type, LocalDate day) {}

  record Counts(Group group, RateCounts counts) {}

  /**
   * In the order of their groups.
   *
   * @param most more than these are not counted; one more than these says so
   */
  List<Counts> count(Question question, int most, Instant now);
}
