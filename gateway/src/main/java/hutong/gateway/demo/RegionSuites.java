package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import java.util.List;
import java.util.Locale;

/** Which suites each region of the demo has keys for: all the same one, or a mixture. */
enum RegionSuites {
  INTL,
  SM,
  PQ,
  /** Any two have one in common: all three are used. */
  MIXED;

  /** As on the command line, in any case. */
  static RegionSuites of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  List<String> of(Region region) {
    if (this != MIXED) {
      return List.of(name());
    }
    return switch (region) {
      case HEBEI -> List.of("INTL");
      case JIANGSU -> List.of("INTL", "SM");
      case JIANGXI -> List.of("INTL", "SM", "PQ");
      case HENAN -> List.of("INTL", "PQ");
    };
  }

  String floor() {
    return this == MIXED ? "INTL" : name();
  }
}
