package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import hutong.routes.LocalSystem;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A local system of a region: it posts, and decides on what arrives for its divisions.
 *
 * @param divisions prefixes of the division codes it serves
 * @param dialect its own way of writing
 */
record Desk(Region region, String name, List<String> divisions, String dialect) {

  static final Desk HEBEI =
      new Desk(Region.HEBEI, "hebei-platform", List.of("13"), "provincial-json");
  static final Desk JIANGXI =
      new Desk(Region.JIANGXI, "jiangxi-platform", List.of("36"), "county-csv");
  static final Desk HENAN = new Desk(Region.HENAN, "henan-platform", List.of("41"), "legacy-fixed");

  /** The office that took over from 412701 in 2000. */
  static final Desk CHUANHUI =
      new Desk(Region.HENAN, "chuanhui-desk", List.of("411602"), "legacy-fixed");

  static final Desk SOUTH =
      new Desk(
          Region.JIANGSU,
          "jiangsu-south",
          List.of("3201", "3202", "3204", "3205", "3211"),
          "provincial-xml");
  static final Desk NORTH =
      new Desk(
          Region.JIANGSU,
          "jiangsu-north",
          List.of("3203", "3206", "3207", "3208", "3209", "3210", "3212", "3213"),
          "provincial-xml");

  static List<Desk> all() {
    return List.of(HEBEI, SOUTH, NORTH, JIANGXI, HENAN, CHUANHUI);
  }

  /** Whose mailbox a record for that office belongs in: the finest that serves it. */
  static Desk responsible(String office) {
    return all().stream()
        .max(Comparator.comparingInt(desk -> desk.fineness(office)))
        .filter(desk -> desk.fineness(office) > 0)
        .orElseThrow(() -> new IllegalArgumentException("no desk serves " + office));
  }

  private int fineness(String office) {
    return divisions.stream().filter(office::startsWith).mapToInt(String::length).max().orElse(0);
  }

  LocalSystem registration() {
    return new LocalSystem(name, true, null, Set.of(), divisions);
  }

  @Override
  public String toString() {
    return name;
  }
}
