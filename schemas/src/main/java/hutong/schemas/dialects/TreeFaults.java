package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import hutong.schemas.RejectionCode;
import hutong.schemas.Violation;
import java.util.List;

/** Gives a fault of a document, of one record in it, or of a tree to be written its shape. */
final class TreeFaults {

  private TreeFaults() {}

  /** Of a whole document. */
  static RefusedInput refused(String rule, String zh, String en) {
    return new RefusedInput(List.of(fault(rule, zh, en)));
  }

  /** Of one record. */
  static Violation fault(String rule, String zh, String en) {
    return Violation.refuse(RejectionCode.NOT_WELL_FORMED, "", rule, zh, en);
  }

  static Unwritable unwritable(String rule, String zh, String en) {
    return new Unwritable(
        List.of(Violation.refuse(RejectionCode.SCHEMA_INVALID, "", rule, zh, en)));
  }

  static RefusedInput noList() {
    return refused(
        "each",
        "在约定的位置没有找到记录列表,请按接口约定放置。",
        "There is no list of records in the agreed place: put it there.");
  }

  static Unwritable character() {
    return unwritable(
        "character",
        "有一个值含有该格式或编码无法表示的字符,请删除该字符。",
        "A value has a character that this form or charset can't hold: remove that character.");
  }

  static Unwritable name() {
    return unwritable(
        "name",
        "有一个名称不符合该格式的规定,请在方言文件中更正。",
        "A name is none that this form can have: mend it in the dialect.");
  }
}
