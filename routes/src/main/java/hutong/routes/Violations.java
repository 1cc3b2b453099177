package hutong.routes;

import hutong.schemas.RejectionCode;
import hutong.schemas.Severity;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import java.util.List;

/** The faults that only the routes can find, and how faults become refusals and marks. */
public final class Violations {

  /** As many as a receipt holds. */
  private static final int MOST_POINTERS = 50;

  private Violations() {}

  public static Violation nobodyResponsible(String pointer) {
    return refuse(
        RejectionCode.NOT_COMPETENT,
        pointer,
        "address.nobody",
        "没有成员负责该行政区划；请检查代码和日期。",
        "No member is responsible for this division; check the code and its date.");
  }

  public static Violation notYourDivision(String pointer) {
    return refuse(
        RejectionCode.NOT_AUTHORISED,
        pointer,
        "sender.competence",
        "本系统只能为其登记的行政区划报送此类记录。",
        "This system may post this type only for the divisions it is registered for.");
  }

  public static Violation placeMissing(String pointer) {
    return refuse(
        RejectionCode.SCHEMA_INVALID,
        pointer,
        "address.missing",
        "缺少收件方所在地；请填写该项。",
        "The place that the record is addressed to is missing; add it.");
  }

  public static Violation answersNothing() {
    return refuse(
        RejectionCode.OUT_OF_CYCLE,
        "/inReplyTo",
        "answer.request",
        "没有交给本系统、且可用此类记录答复的请求；请检查编号。",
        "No request of that id was handed to this system that this type answers; check the id.");
  }

  public static Violation concernsNothing() {
    return refuse(
        RejectionCode.OUT_OF_CYCLE,
        "/concerns",
        "concerns.record",
        "本系统没有报送过此编号、且此类记录可涉及的记录;只能更正或撤回本系统的记录。",
        "This system has posted no record of that id that this type can be about; only own records"
            + " can be corrected, withdrawn or reminded of.");
  }

  public static Violation outOfCycle(String pointer) {
    return refuse(
        RejectionCode.OUT_OF_CYCLE,
        pointer,
        "case.state",
        "该事项当前状态不允许此操作;请先查询其状态。",
        "As that record or its case stands, this can't be done; ask for its state first.");
  }

  public static Violation correctsNoField(String pointer) {
    return refuse(
        RejectionCode.FIELD_NOT_ALLOWED,
        pointer,
        "correction.field",
        "所更正的记录类型没有此项。",
        "The type of the record to correct has no such field; name one that it may carry.");
  }

  public static Violation forwardedBack(String pointer) {
    return refuse(
        RejectionCode.OUT_OF_CYCLE,
        pointer,
        "forward.circle",
        "该接收方已经将此事项转出,再次发送将形成循环;请人工确认主管机关。",
        "That recipient has forwarded this already, so it would go in a circle; have a person"
            + " decide who is competent.");
  }

  public static Violation notProcessed(List<String> accepted) {
    String versions = String.join(", ", accepted);
    return refuse(
        RejectionCode.VERSION_NOT_PROCESSABLE,
        "/type",
        "schema.version",
        accepted.isEmpty() ? "接收方不办理此类记录。" : "接收方只接受该类记录的以下版本:" + versions + "。",
        accepted.isEmpty()
            ? "The recipient does not take this type of record."
            : "The recipient takes this type only in the versions " + versions + ".");
  }

  public static Violation forwardUnknown() {
    return refuse(
        RejectionCode.OUT_OF_CYCLE,
        "/forwardedBy",
        "forward.known",
        "没有交给本系统的转办通知使用此编号。",
        "No forward of that id was handed to this system; check the id.");
  }

  public static Violation sourceVersionReused() {
    return refuse(
        RejectionCode.ID_REUSED,
        "/source/version",
        "source.version",
        "同一来源键和版本已报送过其他内容；内容变化时请增加版本号。",
        "This source key and version was posted with other content; raise the version on a change.");
  }

  public static Violation attachmentUnknown(String pointer) {
    return refuse(
        RejectionCode.ATTACHMENT_UNKNOWN,
        pointer,
        "attachment.put",
        "本系统未上传此摘要和大小的附件;请先以 PUT /v1/attachments/{digest} 上传。",
        "This system has put no content of this digest and size: PUT /v1/attachments/{digest} first.");
  }

  /** Something of a partner's document that no field of a record carries. */
  public static Violation notCarried(int row, String place) {
    return new Violation(
            RejectionCode.SCHEMA_INVALID,
            Severity.WARN,
            "",
            "not-carried",
            "方言文件没有说明此项,未带去;如需传递,请在方言文件中补充。",
            "The dialect does not say what this is, so it is not carried: add it to its file if it"
                + " should be.")
        .at(new SourcePlace(row, place));
  }

  private static Violation refuse(
      RejectionCode code, String pointer, String rule, String zh, String en) {
    return new Violation(code, Severity.REFUSE, pointer, rule, zh, en);
  }

  public static boolean refuses(List<Violation> violations) {
    return violations.stream().anyMatch(Violation::refuses);
  }

  /** What a refusal carries of the faults found: the first one's code, all of their places. */
  public static Refusal refusal(List<Violation> violations) {
    List<Violation> refusing = violations.stream().filter(Violation::refuses).toList();
    return new Refusal(
        refusing.get(0).code(),
        refusing.stream().map(Violation::pointer).distinct().limit(MOST_POINTERS).toList(),
        null);
  }

  /** Data-quality marks, each {@code CODE pointer}. */
  public static List<String> marks(List<Violation> violations) {
    return violations.stream()
        .filter(violation -> !violation.refuses())
        .map(violation -> violation.code() + " " + violation.pointer())
        .distinct()
        .toList();
  }
}
