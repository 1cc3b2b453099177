package hutong.schemas.dialects;

import static hutong.schemas.RejectionCode.NOT_WELL_FORMED;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;

import hutong.schemas.RefusedInput;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import java.util.List;

/** Words the faults of lines, rows and cells; no sentence takes anything from the document. */
final class TableFaults {
  private TableFaults() {}

  /** Of a whole row, which can't be read. */
  static Violation row(int row, String rule, String zh, String en) {
    return unreadable(row, "", rule, zh, en);
  }

  /** Of one cell, which can't be read. */
  static Violation unreadable(int row, String column, String rule, String zh, String en) {
    return Violation.refuse(NOT_WELL_FORMED, "", rule, zh, en).at(new SourcePlace(row, column));
  }

  /** Of one cell, which can be read but must not be taken. */
  static Violation cell(int row, String column, String rule, String zh, String en) {
    return Violation.refuse(SCHEMA_INVALID, "", rule, zh, en).at(new SourcePlace(row, column));
  }

  /** Of the whole document, with the place where reading stopped. */
  static RefusedInput refused(int row, String column, String rule, String zh, String en) {
    return new RefusedInput(List.of(unreadable(row, column, rule, zh, en)));
  }

  static RefusedInput refused(Violation violation) {
    return new RefusedInput(List.of(violation));
  }

  static Violation unwritable(String column, String rule, String zh, String en) {
    return cell(0, column, rule, zh, en);
  }

  static Violation rowLength(int row) {
    return row(
        row,
        "row-length",
        "该行的列数或长度与表头或约定不符,请补齐或删去多余部分。",
        "This row is shorter or longer than agreed: fill it up or remove what is too much.");
  }

  static Violation formula(int row, String column) {
    return cell(
        row,
        column,
        "formula",
        "单元格是公式,请改为填写其值。",
        "This cell is a formula: enter its value instead (copy, paste special, values).");
  }

  static Violation textLength(int row, String column) {
    return unreadable(
        row,
        column,
        "text-length",
        "内容超过 24000 个字符,请缩短。",
        "The text is longer than 24,000 characters: shorten it.");
  }

  static RefusedInput noHeader(int row) {
    return refused(
        row,
        "",
        "header",
        "没有找到表头行,请在约定的行填写列名。",
        "No column names were found: write them in the row agreed upon.");
  }
}
