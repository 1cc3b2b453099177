package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import java.io.IOException;

/** Carries the fault of undecodable bytes out through readers that only know I/O errors. */
final class GarbledText extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;

  GarbledText(Violation violation) {
    super(violation.rule());
    this.violation = violation;
  }

  RefusedInput refused() {
    return TableFaults.refused(violation);
  }
}
