package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.CanonicalField;
import hutong.schemas.CanonicalField.Kind;
import hutong.schemas.RejectionCode;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a partner says of a record that it was handed, in a form of its own: an acknowledgement, a
 * receipt. It is no record, but a dialect reads and writes it as if it were one.
 */
public final class DecisionForm {

  /** As a dialect names it among its types. */
  public static final String TYPE = "Decision";

  private static final Map<String, CanonicalField> FIELDS = fields();

  private DecisionForm() {}

  /**
   * Its fields by their paths: {@code concerns} the id of the record, {@code outcome} {@code
   * ACCEPTED} or {@code REJECTED}, {@code code} why it is rejected, {@code pointer} into our form.
   */
  static Map<String, CanonicalField> all() {
    return FIELDS;
  }

  /** JSON Pointers of its fields. */
  static Set<String> pointers() {
    return FIELDS.values().stream()
        .map(CanonicalField::pointer)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Says what is missing: no schema is asked for it. */
  static void check(TypeMap map, ObjectNode decision, Notes notes) {
    if (!map.type().equals(TYPE)) {
      return;
    }
    for (CanonicalField field : FIELDS.values()) {
      if (field.required() && !decision.has(field.path().get(0))) {
        String column =
            map.lineOf(field.pointer(), 0).map(line -> line.from().written()).orElse("");
        notes.about(field.pointer(), column);
        notes.refuse(
            RejectionCode.SCHEMA_INVALID,
            "required",
            "缺少必填项,请补充。",
            "This field is required: add it.");
      }
    }
  }

  private static Map<String, CanonicalField> fields() {
    Map<String, CanonicalField> fields = new LinkedHashMap<>();
    add(fields, "concerns", false, true, List.of());
    add(fields, "outcome", false, true, List.of("ACCEPTED", "REJECTED"));
    List<String> codes = Arrays.stream(RejectionCode.values()).map(Enum::name).toList();
    add(fields, "code", false, false, codes);
    add(fields, "pointer", true, false, List.of());
    return Collections.unmodifiableMap(fields);
  }

  private static void add(
      Map<String, CanonicalField> fields,
      String name,
      boolean list,
      boolean required,
      List<String> choices) {
    fields.put(
        name,
        new CanonicalField(List.of(name), List.of(list), Kind.TEXT, required, required, choices));
  }
}
