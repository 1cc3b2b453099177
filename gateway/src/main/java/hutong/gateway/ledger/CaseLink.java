package hutong.gateway.ledger;

import hutong.schemas.CaseStep;
import java.sql.SQLException;

/**
 * What a transfer has to do with a case.
 *
 * @param type its record type
 * @param opens whether it has opened one
 * @param of key of the transfer that opened the case it belongs to; null if it belongs to none
 * @param step what it does to that case; null if nothing
 */
record CaseLink(long key, String type, boolean opens, Long of, CaseStep step) {
  static final String COLUMNS = "t.key, t.type, t.case_state, t.case_of, t.case_step";
  static final int COUNT = 5;

  static CaseLink read(Row row, int from) throws SQLException {
    String step = row.text(from + 4);
    return new CaseLink(
        row.number(from),
        row.text(from + 1),
        row.text(from + 2) != null,
        row.numberOrNull(from + 3),
        step == null ? null : CaseStep.valueOf(step));
  }

  /** Key of the case that its decision changes; null if none. */
  Long decides() {
    return opens ? Long.valueOf(key) : of;
  }
}
