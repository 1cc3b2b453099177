package hutong.routes.ledger;

import java.util.OptionalDouble;

/** A share of a number; of none there is no share, and it is unknown. */
public record Rate(long count, long of) {

  public OptionalDouble value() {
    return of == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) count / of);
  }
}
