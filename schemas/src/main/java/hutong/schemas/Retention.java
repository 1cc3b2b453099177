package hutong.schemas;

import java.time.Period;

/** How long a gateway keeps records of a type after their end, and on which basis no longer. */
public record Retention(Period period, LegalBasis basis) {
  public Retention {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("a retention has at least one day");
    }
  }
}
