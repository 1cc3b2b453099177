package hutong.routes;

import java.util.List;
import java.util.Set;

/**
 * A local system of this node, as registered.
 *
 * @param name stable word, part of queue names and API keys; nothing personal
 * @param decides whether it decides on records; else it reads
 * @param role the role in which it reads; null for deciders
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

  /** Whether it serves this type for this division. */
  public boolean serves(String type, String division) {
    return (types.isEmpty() || types.contains(type)) && specificity(division) >= 0;
  }
}
