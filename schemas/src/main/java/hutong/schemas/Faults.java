package hutong.schemas;

import static hutong.schemas.RejectionCode.NOT_WELL_FORMED;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;
import static hutong.schemas.RejectionCode.VERSION_NOT_PROCESSABLE;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** Words the faults that reading can find; no sentence takes anything from the input. */
final class Faults {
  private Faults() {}

  static Violation unknownField(String pointer) {
    return invalid(
        pointer,
        "unknown-field",
        "此处没有该项,请删除或改正名称。",
        "This field does not exist here: remove it or correct its name.");
  }

  static Violation missing(String pointer) {
    return invalid(pointer, "required", "缺少必填项,请补充。", "This field is required: add it.");
  }

  static Violation misplaced(String pointer) {
    return invalid(
        pointer,
        "order",
        "各项的顺序或数量与格式不符,请按格式排列。",
        "Fields stand in the wrong order, too often or not together: follow hx-1.xsd.");
  }

  static Violation repeated(String pointer) {
    return invalid(pointer, "repeated", "该项只能出现一次。", "This field may be given only once.");
  }

  static Violation structure(String pointer) {
    return invalid(
        pointer, "structure", "此项应为单个值,不能含有下级。", "This is one value: nothing may be nested in it.");
  }

  static Violation attribute(String pointer) {
    return invalid(
        pointer, "attribute", "本格式不使用属性,请删除。", "This format has no attributes: remove them.");
  }

  static Violation comment(String pointer) {
    return invalid(
        pointer, "comment", "值中不能有注释,请删除。", "No comment may stand in a value: remove it.");
  }

  static Violation instruction() {
    return invalid(
        "", "instruction", "不接受处理指令,请删除。", "Processing instructions are not taken: remove them.");
  }

  static Violation character(String pointer) {
    return invalid(
        pointer,
        "character",
        "含有不允许的控制字符,请删除。",
        "It contains a character that XML 1.0 does not allow: remove it.");
  }

  static Violation tooLong(String pointer) {
    return invalid(pointer, "text-length", "内容过长,请缩短。", "The value is too long: shorten it.");
  }

  static Violation token(String pointer, Shape.Child child) {
    String what =
        child.list()
            ? "array"
            : switch (child.token()) {
              case TEXT -> "string";
              case INTEGER -> "whole number";
              case BOOLEAN -> "boolean";
              case OBJECT -> "object";
            };
    return invalid(
        pointer,
        "json-type",
        "JSON 类型不符,此项应为 " + what + "。",
        "Wrong JSON type: write this field as " + what + ", and leave it out rather than null.");
  }

  static Violation unknownRoot(String pointer) {
    return invalid(
        pointer,
        "type",
        "不认识的文件或记录类型,请使用目录中的类型名称。",
        "Not a known document or record type: use a type's name from the catalogue.");
  }

  static Violation version(String pointer) {
    return Violation.refuse(
        VERSION_NOT_PROCESSABLE,
        pointer,
        "version",
        "不支持该格式版本,请使用 urn:hutong:hx:1。",
        "This version cannot be processed: use urn:hutong:hx:1.");
  }

  static Violation bound(String rule) {
    return Violation.refuse(
        NOT_WELL_FORMED,
        "",
        rule,
        "超出允许的嵌套层数、长度或数量。",
        "Nesting, length or number of fields is beyond what is allowed.");
  }

  /** A facet or content rule of the schema, by its code in XML Schema 1.0, appendix C. */
  static Violation facet(String pointer, String code, Shape.Child child) {
    Class<?> type = child == null ? null : child.type();
    if (type == LocalDate.class) {
      return invalid(pointer, code, "请填写真实日期,格式 yyyy-MM-dd。", "Write a real date as yyyy-MM-dd.");
    }
    if (type == Instant.class) {
      return invalid(
          pointer,
          code,
          "请填写 UTC 时间,例如 2026-01-31T08:00:00Z。",
          "Write a time in UTC, for example 2026-01-31T08:00:00Z.");
    }
    if (type == UUID.class) {
      return invalid(pointer, code, "请填写小写的 UUID。", "Write a UUID in lower case.");
    }
    if (type != null && type.isEnum()) {
      String values =
          Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
      return invalid(pointer, code, "请使用其中之一:" + values + "。", "Use one of " + values + ".");
    }
    return switch (code) {
      case "cvc-maxLength-valid" -> tooLong(pointer);
      case "cvc-minLength-valid" ->
          invalid(pointer, code, "此项为空,请填写或删除。", "The field is empty: fill it or leave it out.");
      case "cvc-minInclusive-valid", "cvc-maxInclusive-valid" ->
          invalid(pointer, code, "数值超出范围。", "The number is out of range: see hx-1.xsd.");
      default ->
          invalid(
              pointer,
              code,
              "格式不符,请按 hx-1.xsd 中该项的格式填写。",
              "Not in the form required: see this field in hx-1.xsd.");
    };
  }

  private static Violation invalid(String pointer, String rule, String zh, String en) {
    return Violation.refuse(SCHEMA_INVALID, pointer, rule, zh, en);
  }
}
