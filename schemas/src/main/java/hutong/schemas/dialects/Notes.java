package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is noticed while one record is translated, and where; used by one thread. */
final class Notes {

  private final int row;
  private final Duration clock;
  private final List<Violation> found = new ArrayList<>();
  private final Set<String> moving = new TreeSet<>();
  private final Map<Target, String[]> parts = new LinkedHashMap<>();
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

  /** What this field says depends on when it is read. */
  void moves() {
    moving.add(pointer.replaceAll("/[0-9]+(?=/|$)", ""));
  }

  /** Fields, by their pointers, that say another thing when they are read later. */
  Set<String> moving() {
    return moving;
  }

  /** Keeps a part of a value until the others are there. */
  void part(Target to, int number, String value) {
    parts.computeIfAbsent(to, any -> new String[FieldLine.MOST_PARTS])[number - 1] = value;
  }

  /** Of values that stood in several places, their parts in order; null where one was missing. */
  Map<Target, String[]> parts() {
    return parts;
  }

  /** What stands in a record of ours is not in its form: nothing can be made of it. */
  static String unwritable(Notes notes) {
    return notes.refuse(
        RejectionCode.SCHEMA_INVALID,
        "not-in-our-form",
        "该项不符合本格式,无法转换,请先改正记录。",
        "The field is not as our form has it, so it can't be converted: correct the record first.");
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
