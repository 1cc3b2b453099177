package hutong.schemas.dialects;

import hutong.schemas.Violation;
import java.util.List;

/** Says that a record can't be written in a partner's way, and why; never a value. */
public final class Unwritable extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  Unwritable(List<Violation> violations) {
    super(violations.get(0).rule(), null, false, false);
    this.violations = List.copyOf(violations);
  }

  /** Never empty. */
  public List<Violation> violations() {
    return violations;
  }
}
