package hutong.schemas;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says which division inside a node a record belongs to, or leaves the candidates to a person.
 *
 * @param division the one chosen; empty while undecided
 */
public record OfficeResolution(Optional<String> division, List<String> candidates) {
  private static final List<String> KINDS =
      List.of("自治县", "自治旗", "自治州", "林区", "特区", "新区", "地区", "市", "区", "县", "旗", "盟");

  public boolean decided() {
    return division.isPresent();
  }

  /**
   * Takes the only candidate; of several, the only one whose name, else whose stem, stands in the
   * address. Two that both stand in it stay undecided.
   */
  public static OfficeResolution of(Resolution resolution, String address, Divisions divisions) {
    List<String> candidates = resolution.candidates();
    if (candidates.size() == 1 || address == null) {
      return new OfficeResolution(only(candidates), candidates);
    }
    Optional<String> byName = only(candidates, c -> address.contains(name(c, divisions)));
    Optional<String> chosen =
        byName.isPresent()
                || candidates.stream().anyMatch(c -> address.contains(name(c, divisions)))
            ? byName
            : only(candidates, c -> address.contains(stem(name(c, divisions))));
    return new OfficeResolution(chosen, candidates);
  }

  private static Optional<String> only(List<String> candidates, Predicate<String> fits) {
    return only(candidates.stream().filter(fits).toList());
  }

  private static Optional<String> only(List<String> candidates) {
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }

  /** A name that nothing holds where newer tables know no such code. */
  private static String name(String code, Divisions divisions) {
    String name = divisions.currentName(code);
    return name.isEmpty() ? "\n" : name;
  }

  /** The name without its kind, where at least two characters are left. */
  private static String stem(String name) {
    for (String kind : KINDS) {
      if (name.endsWith(kind) && name.length() - kind.length() >= 2) {
        return name.substring(0, name.length() - kind.length());
      }
    }
    return name;
  }
}
