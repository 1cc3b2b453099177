package hutong.routes;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A local system of this node, as registered.
 *
 * @param name stable word, part of queue names and API keys; nothing personal
 * @param decides whether it decides on records; else it reads, or only posts
 * @param role the role in which it reads; null for deciders and for those that only post
 * @param types record types it serves; empty: all
 * @param divisions prefixes of the division codes it serves
 */
public record LocalSystem(
    String name, boolean decides, String role, Set<String> types, List<String> divisions) {

  /** Length of the longest prefix that covers the division; -1 if none does. */
  int specificity(String division) {
    return divisions.stream()
        .filter(division::startsWith)
        .mapToInt(String::length)
        .max()
        .orElse(-1);
  }

  /** Whether it gets copies of what others decide on. */
  public boolean reads() {
    return !decides && role != null;
  }

  /**
   * A prefix for which this system and another would decide on the same records with an equal
   * right; empty if there is none.
   */
  public Optional<String> equalClaim(LocalSystem other) {
    boolean sameTypes =
        types.isEmpty() == other.types.isEmpty()
            && (types.isEmpty() || types.stream().anyMatch(other.types::contains));
    return decides && other.decides && sameTypes
        ? divisions.stream().filter(other.divisions::contains).findFirst()
        : Optional.empty();
  }

  /** Whether it serves all that another serves. */
  public boolean covers(LocalSystem other) {
    boolean allTypes =
        types.isEmpty() || (!other.types.isEmpty() && types.containsAll(other.types));
    return allTypes
        && other.divisions.stream().allMatch(each -> divisions.stream().anyMatch(each::startsWith));
  }

  /** Whether it serves this type for this division. */
  public boolean serves(String type, String division) {
    return (types.isEmpty() || types.contains(type)) && specificity(division) >= 0;
  }
}
