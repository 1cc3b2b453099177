package hutong.schemas;

import static hutong.schemas.RejectionCode.CODE_UNKNOWN;
import static hutong.schemas.RejectionCode.FIELD_NOT_ALLOWED;
import static hutong.schemas.RejectionCode.IMPLAUSIBLE;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;

import hutong.schemas.CodeLists.CodeList;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Walks the fields that one type of record really has and judges each by itself. */
final class FieldRules {
  private static final Set<String> NAMES =
      Set.of("/subject/name", "/subject/formerName", "/newName");
  private static final Set<String> OFFICES = Set.of("issuingOffice", "issuedBy", "provider");
  private static final Set<String> MAY_LIE_AHEAD =
      Set.of("stayUntil", "returnExpectedOn", "validUntil", "nextDueOn", "by", "periodUntil");
  private static final LocalDate EARLIEST = LocalDate.of(1850, 1, 1);

  private enum Check {
    TEXT,
    NAME,
    OFFICE,
    CODE,
    PAST,
    PAST_INSTANT,
    NONE
  }

  /**
   * One field.
   *
   * @param path its pointer, with no index in it
   */
  private record Node(
      Shape.Child child,
      String path,
      boolean allowed,
      Check check,
      CodeList list,
      List<Node> inner) {}

  private final List<Node> nodes;
  private final Divisions divisions;

  FieldRules(Shape shape, RecordType type, CodeLists lists, Divisions divisions) {
    this.nodes = nodes(shape, "", type.fields(), lists);
    this.divisions = divisions;
  }

  private static List<Node> nodes(Shape shape, String path, Set<String> fields, CodeLists lists) {
    List<Node> nodes = new ArrayList<>();
    for (Shape.Child child : shape.children()) {
      String here = path + "/" + child.name();
      if (child.shape() == null) {
        CodeList list = lists.of(here).orElse(null);
        Check check = check(child, here, list);
        nodes.add(new Node(child, here, fields.contains(here), check, list, List.of()));
      } else {
        List<Node> inner = nodes(child.shape(), here, fields, lists);
        boolean allowed = inner.stream().anyMatch(Node::allowed);
        nodes.add(new Node(child, here, allowed, Check.NONE, null, inner));
      }
    }
    return List.copyOf(nodes);
  }

  private static Check check(Shape.Child child, String path, CodeList list) {
    if (list != null) {
      return Check.CODE;
    }
    if (child.type() == LocalDate.class) {
      return MAY_LIE_AHEAD.contains(child.name()) ? Check.NONE : Check.PAST;
    }
    if (child.type() == Instant.class) {
      return Check.PAST_INSTANT;
    }
    if (child.type() != String.class) {
      return Check.NONE;
    }
    return NAMES.contains(path)
        ? Check.NAME
        : OFFICES.contains(child.name()) ? Check.OFFICE : Check.TEXT;
  }

  void check(Object record, LocalDate today, List<Violation> found) {
    check(nodes, record, null, today, found);
  }

  /** The pointer of the owner counts only where a list is above it; else the nodes know theirs. */
  private void check(
      List<Node> level, Object owner, String counted, LocalDate today, List<Violation> found) {
    for (Node node : level) {
      Object value = value(node, owner);
      if (value == null || (value instanceof List<?> none && none.isEmpty())) {
        continue;
      }
      String here = counted == null ? node.path : counted + "/" + node.child.name();
      if (!node.allowed) {
        found.add(notAllowed(here));
      } else if (value instanceof List<?> items) {
        for (int i = 0; i < items.size(); i++) {
          one(node, items.get(i), here + "/" + i, true, today, found);
        }
      } else {
        one(node, value, here, counted != null, today, found);
      }
    }
  }

  private void one(
      Node node,
      Object value,
      String pointer,
      boolean counted,
      LocalDate today,
      List<Violation> found) {
    switch (node.check) {
      case NONE -> check(node.inner, value, counted ? pointer : null, today, found);
      case TEXT -> text((String) value, pointer, found);
      case NAME -> NameRules.check((String) value, pointer, found);
      case OFFICE -> office((String) value, pointer, found);
      case CODE -> code((String) value, node.list, pointer, found);
      case PAST -> past((LocalDate) value, pointer, today, found);
      case PAST_INSTANT ->
          past(((Instant) value).atZone(ZoneOffset.UTC).toLocalDate(), pointer, today, found);
    }
  }

  private static Object value(Node node, Object owner) {
    try {
      return node.child.field().get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a generated type cannot be read", e);
    }
  }

  private static void text(String text, String pointer, List<Violation> found) {
    if (!Characters.readable(text)) {
      found.add(
          Violation.refuse(
              SCHEMA_INVALID,
              pointer,
              "characters",
              "含有控制、方向、私用区或替换字符,请删除或更正。",
              "It has control, direction, private-use or replacement characters: correct them."));
    }
  }

  private void office(String code, String pointer, List<Violation> found) {
    if (!OfficeCode.wellFormed(code) || !OfficeCode.checksFit(code)) {
      found.add(
          Violation.refuse(
              SCHEMA_INVALID,
              pointer,
              "GB32100",
              "不是有效的统一社会信用代码,请核对 18 位及校验码。",
              "Not a unified social credit code: check its 18 characters and check characters."));
    } else if (!divisions.everValid(code.substring(2, 8))) {
      found.add(
          Violation.warn(
              IMPLAUSIBLE,
              pointer,
              "GB32100-division",
              "代码中的登记机关区划不存在,请核对。",
              "The registering authority's division in the code never was: check it."));
    }
  }

  private static void code(String code, CodeList list, String pointer, List<Violation> found) {
    if (!list.has(code)) {
      found.add(
          Violation.refuse(
              CODE_UNKNOWN,
              pointer,
              list.uri(),
              "代码不在代码表(" + list.standard() + ")中。",
              "The code is not in its list (" + list.standard() + "): use a code of the list."));
    }
  }

  private static void past(LocalDate day, String pointer, LocalDate today, List<Violation> found) {
    if (day.isAfter(today.plusDays(Validation.SKEW_DAYS))) {
      found.add(
          Violation.refuse(
              IMPLAUSIBLE,
              pointer,
              "future",
              "日期在未来,请更正。",
              "The date lies in the future: correct it."));
    } else if (day.isBefore(EARLIEST)) {
      found.add(
          Violation.warn(
              IMPLAUSIBLE,
              pointer,
              "long-ago",
              "日期过早,像是默认值,请核对。",
              "The date lies before 1850, as defaults do: check it."));
    }
  }

  private static Violation notAllowed(String pointer) {
    return Violation.refuse(
        FIELD_NOT_ALLOWED,
        pointer,
        "allowed-fields",
        "该类记录不允许包含此项,请删除后再发送。",
        "This type of record may not carry this field: remove it and send again.");
  }
}
