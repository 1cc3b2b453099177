package hutong.gateway.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What was found of a container.
 *
 * @param findings in the order of the checks, up to the first that fails
 * @param evidence what it shows; null if a check failed
 * @param proved null if a check failed
 */
public record Judgement(List<Finding> findings, Evidence evidence, Proved proved) {

  /** How far the evidence goes. */
  public enum Proved {
    /** The sender signed it; that it ever left is not shown. */
    SIGNED,
    /** The recipient signed that it came. */
    RECEIVED,
    /** The recipient signed what became of it. */
    DECIDED
  }

  /** How a check came out. */
  public enum Result {
    HOLDS,
    FAILS,
    /** There is nothing of the kind to check, and there need not be. */
    NOTHING
  }

  /**
   * One check's outcome.
   *
   * @param zh why, in Chinese; may be empty
   * @param en why, in English; may be empty
   */
  public record Finding(Check check, Result result, String zh, String en) {}

  public Judgement {
    findings = List.copyOf(findings);
  }

  /**
   * When the container was there at the latest, by whose word and policy; null if a check failed.
   */
  public String time() {
    return evidence == null
        ? null
        : evidence.stamp().at()
            + " · "
            + evidence.stamp().authority().getSubjectX500Principal().getName()
            + " · "
            + evidence.stamp().policy();
  }

  /** The first check that fails; empty if all hold. */
  public Optional<Finding> failed() {
    return findings.stream().filter(each -> each.result() == Result.FAILS).findFirst();
  }
}
