package hutong.schemas.dialects;

import java.util.List;

/**
 * One row of a CSV file as far as it is within bounds.
 *
 * @param longField place of the first field that is too long; -1 if there is none
 * @param tooMany whether there are more fields than any table may have
 * @param tooLong whether all fields together are too long
 */
record CsvRow(List<String> fields, int longField, boolean tooMany, boolean tooLong) {

  boolean bounded() {
    return longField < 0 && !tooMany && !tooLong;
  }

  boolean blank() {
    return bounded() && fields.stream().allMatch(String::isBlank);
  }
}
