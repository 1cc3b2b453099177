package hutong.schemas.dialects;

import hutong.schemas.CanonicalField;
import hutong.schemas.CanonicalField.Kind;
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

  private static Map<String, CanonicalField> fields() {
    Map<String, CanonicalField> fields = new LinkedHashMap<>();
    add(fields, "concerns", false, true);
    add(fields, "outcome", false, true);
    add(fields, "code", false, false);
    add(fields, "pointer", true, false);
    return Collections.unmodifiableMap(fields);
  }

  private static void add(
      Map<String, CanonicalField> fields, String name, boolean list, boolean required) {
    fields.put(name, new CanonicalField(List.of(name), List.of(list), Kind.TEXT, required));
  }
}
