package hutong.schemas.dialects;

import hutong.schemas.CanonicalField;
import hutong.schemas.RecordType;
import hutong.schemas.hx.Side;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One column of a template.
 *
 * @param required whether every row fills it
 * @param choices all that a cell may say; empty if that is open
 * @param shape what a cell is like, for people; empty if there is nothing to say
 */
record TemplateColumn(String name, boolean required, List<String> choices, String shape) {

  /**
   * The column that a line reads.
   *
   * @param preset whether the dialect fills it where it is left out
   */
  static TemplateColumn of(FieldLine line, boolean preset, RecordType type, boolean chinese) {
    CanonicalField field = line.to().field();
    boolean required = needed(field, type) && !preset && line.to().fixed() <= 0;
    Collection<String> ours = ours(field, type);
    List<Rule> rules = line.rules();
    if (rules.isEmpty()) {
      boolean free = line.listed() || line.part() > 0;
      return new TemplateColumn(
          line.from().written(), required, free ? List.of() : List.copyOf(ours), line.text());
    }
    Rule rule = rules.get(rules.size() - 1);
    List<String> choices = line.listed() || rules.size() > 1 ? List.of() : rule.choices(ours);
    return new TemplateColumn(line.from().written(), required, choices, rule.shape(chinese));
  }

  /** A record is about a person, and leads from a side to a side, where its type says so. */
  private static boolean needed(CanonicalField field, RecordType type) {
    Set<String> parts = new HashSet<>();
    if (type.aboutPerson()) {
      parts.add("subject");
    }
    if (type.to() != null) {
      parts.add(part(type.to()));
    }
    if (type.from().size() == 1) {
      parts.add(part(type.from().iterator().next()));
    }
    boolean inPart = field.path().size() == 2 && parts.contains(field.path().get(0));
    return field.required() || (inPart && field.withPart());
  }

  private static String part(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  private static Collection<String> ours(CanonicalField field, RecordType type) {
    return switch (field.pointer()) {
      case "/legalBasis" -> type.legalBases().keySet().stream().sorted().toList();
      case "/addressee" ->
          type.toPermitted().stream().map(Object::toString).collect(Collectors.toList());
      default -> field.choices();
    };
  }
}
