package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is noticed while one record is translated, and where; used by one thread. */
final class Notes {

  private final int row;
  private final Duration clock;
  private final List<Violation> found = new ArrayList<>();
  private String pointer = "";
  private String column = "";

  /**
   * @param row of the record in the partner's document
   * @param clock how far the writer's clock is behind ours
   */
  Notes(int row, Duration clock) {
    this.row = row;
    this.clock = clock;
  }

  int row() {
    return row;
  }

  /** To add to a time that the writer's clock gave. */
  Duration clock() {
    return clock;
  }

  /** What is said from now on is about this field. */
  void about(String pointer, String column) {
    this.pointer = pointer;
    this.column = column;
  }

  List<Violation> found() {
    return found;
  }

  /** Always null, so that a rule can return it. */
  String refuse(RejectionCode code, String rule, String zh, String en) {
    add(Violation.refuse(code, pointer, rule, zh, en));
    return null;
  }

  void warn(RejectionCode code, String rule, String zh, String en) {
    add(Violation.warn(code, pointer, rule, zh, en));
  }

  private void add(Violation violation) {
    found.add(violation.at(new SourcePlace(row, column)));
  }
}
