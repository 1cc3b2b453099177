package hutong.routes.submit;

import hutong.routes.Deadlines;
import hutong.routes.Violations;
import hutong.schemas.Validation;
import hutong.schemas.Violation;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Step "validate": what is wrong refuses, what is odd is marked and carried. */
public final class ValidateRecords {

  private final Validation validation;
  private final Clock clock;

  public ValidateRecords(Validation validation, Clock clock) {
    this.validation = validation;
    this.clock = clock;
  }

  public List<Submission> validate(List<Submission> submissions) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Deadlines.ZONE);
    for (Submission submission : submissions) {
      if (submission.open()) {
        List<Violation> found = validation.check(submission.record, today);
        if (Violations.refuses(found)) {
          submission.refuse(found);
        } else {
          submission.warnings.addAll(found);
        }
      }
    }
    return submissions;
  }
}
