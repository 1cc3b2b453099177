package hutong.gateway.oidc;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a verified token's claims. */
record Claims(Map<String, Object> all) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,63}");
  private static final String EMAIL = "email";
  private static final int MOST_VALUES = 1_000;

  /** What stands at a path: the claim of that very name, else names from outside in, with dots. */
  private Object at(String path) {
    if (all.containsKey(path)) {
      return all.get(path);
    }
    Object found = all;
    for (String each : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> inside ? inside.get(each) : null;
    }
    return found;
  }

  /** A text, or the texts of a list; nothing for all else. */
  Set<String> texts(String path) {
    Object found = at(path);
    Collection<?> values = found instanceof Collection<?> many ? many : List.of();
    if (found instanceof String one) {
      values = List.of(one);
    }
    Set<String> texts = new LinkedHashSet<>();
    values.stream()
        .limit(MOST_VALUES)
        .filter(String.class::isInstance)
        .forEach(each -> texts.add((String) each));
    return texts;
  }

  /**
   * What may be a name here. Addresses of mail are names only where that claim was chosen, and the
   * provider says that it has looked whose they are.
   */
  String name(String path) throws NotKnown {
    if (!(at(path) instanceof String name)) {
      throw new NotKnown(NotKnown.Why.NO_NAME);
    }
    boolean address =
        path.equals(EMAIL)
            && Boolean.TRUE.equals(all.get("email_verified"))
            && ADDRESS.matcher(name).matches();
    if (!address && !NAME.matcher(name).matches()) {
      throw new NotKnown(NotKnown.Why.NO_NAME);
    }
    return name;
  }
}
