package hutong.schemas.dialects;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how a dialect names a place in an HL7 v2 message: {@code PID-5.1}, {@code RXA[*]-5.1} for
 * each of the segments, {@code PID-3[*].4.2} for each repetition. A field's first component may be
 * left out, and so may a component's first subcomponent: they are the same place, as the standard
 * has it, whatever stands beside them.
 */
final class Hl7Path {
  private static final Pattern PLACE =
      Pattern.compile(
          "(?<segment>[A-Z][A-Z0-9]{2})(?<segments>\\[\\*])?-(?<field>[1-9][0-9]{0,2})"
              + "(?<repetitions>\\[\\*])?(\\.(?<component>[1-9][0-9]{0,2}))?"
              + "(\\.(?<sub>[1-9][0-9]{0,2}))?");

  private Hl7Path() {}

  static List<String> names(String written) {
    if (written.matches("[A-Z][A-Z0-9]{2}")) {
      return List.of(written);
    }
    Matcher place = PLACE.matcher(written);
    boolean twice = written.indexOf('*') != written.lastIndexOf('*');
    if (!place.matches() || twice) {
      throw new IllegalArgumentException("not a place in an HL7 v2 message: " + written);
    }
    List<String> names = new ArrayList<>();
    names.add(place.group("segment"));
    if (place.group("segments") != null) {
      names.add("*");
    }
    names.add(place.group("field"));
    if (place.group("repetitions") != null) {
      names.add("*");
    }
    names.add(place.group("component") == null ? "1" : place.group("component"));
    String sub = place.group("sub");
    if (sub != null && !sub.equals("1")) {
      names.add(sub);
    }
    return List.copyOf(names);
  }
}
