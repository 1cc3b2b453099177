package hutong.schemas;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a document was not read, and lists everything that is wrong with it. */
public final class RefusedInput extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  public RefusedInput(List<Violation> violations) {
    super(sentences(violations), null, false, false);
    this.violations = List.copyOf(violations);
  }

  /** Never empty; at most as many as {@link Limits#violations()}. */
  public List<Violation> violations() {
    return violations;
  }

  private static String sentences(List<Violation> violations) {
    return violations.stream()
        .map(v -> v.code() + " " + v.pointer() + ": " + v.en())
        .collect(Collectors.joining("; "));
  }
}
