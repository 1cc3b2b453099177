package hutong.gateway.doctor;

import hutong.gateway.doctor.Symptom.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes down what the checks find, in their order. */
final class Chart {

  private final List<Symptom> symptoms = new ArrayList<>();

  void well(String check, String seen, Object... with) {
    symptoms.add(new Symptom(check, Grade.WELL, say(seen, with), ""));
  }

  void warning(String check, String fix, String seen, Object... with) {
    symptoms.add(new Symptom(check, Grade.WARNING, say(seen, with), fix));
  }

  void fault(String check, String fix, String seen, Object... with) {
    symptoms.add(new Symptom(check, Grade.FAULT, say(seen, with), fix));
  }

  void addAll(Chart other) {
    symptoms.addAll(other.symptoms);
  }

  List<Symptom> symptoms() {
    return List.copyOf(symptoms);
  }

  private static String say(String seen, Object... with) {
    return with.length == 0 ? seen : String.format(Locale.ROOT, seen, with);
  }
}
