package hutong.schemas;

/**
 * One fault of one document: where it is, which rule it breaks and how to mend it, never the value.
 *
 * @param pointer JSON Pointer (RFC 6901) into the JSON form, also for XML; empty for the whole
 * @param rule stable name of the rule, for machines
 * @param source where it stands in what a partner wrote in its own way; null if it did not
 */
public record Violation(
    RejectionCode code,
    Severity severity,
    String pointer,
    String rule,
    String zh,
    String en,
    SourcePlace source) {

  public Violation(
      RejectionCode code, Severity severity, String pointer, String rule, String zh, String en) {
    this(code, severity, pointer, rule, zh, en, null);
  }

  public static Violation refuse(
      RejectionCode code, String pointer, String rule, String zh, String en) {
    return new Violation(code, Severity.REFUSE, pointer, rule, zh, en);
  }

  public static Violation warn(
      RejectionCode code, String pointer, String rule, String zh, String en) {
    return new Violation(code, Severity.WARN, pointer, rule, zh, en);
  }

  public boolean refuses() {
    return severity == Severity.REFUSE;
  }

  /** The same fault, with the place where its writer finds it. */
  public Violation at(SourcePlace place) {
    return new Violation(code, severity, pointer, rule, zh, en, place);
  }
}
