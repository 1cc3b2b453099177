package hutong.schemas;

import hutong.schemas.hx.ResidentRecord;
import java.time.LocalDate;
import java.util.List;

/** Checks what the schema cannot: allowed fields, legal basis, numbers, codes, names, dates. */
public final class Validation {
  public Validation(RecordTypes types, Divisions divisions) {}

  public List<Violation> check(ResidentRecord record, LocalDate today) {
    throw new IllegalStateException("being written");
  }
}
