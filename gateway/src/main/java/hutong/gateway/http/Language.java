package hutong.gateway.http;

/** The language a caller reads: Chinese or English. */
enum Language {
  ZH("zh"),
  EN("en");

  private static final int MOST_RANGES = 16;

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }

  String of(String zh, String en) {
    return this == ZH ? zh : en;
  }

  /**
   * By {@code Accept-Language} (RFC 9110, 12.5.4), the earlier of equals; English if it is silent.
   */
  static Language accepted(String header) {
    if (header == null) {
      return EN;
    }
    Language best = EN;
    double weight = 0;
    for (String range : header.split(",", MOST_RANGES)) {
      String[] parts = range.strip().split(";", 2);
      Language language = named(parts[0].strip());
      double q = parts.length == 1 ? 1 : quality(parts[1].strip());
      if (language != null && q > weight) {
        best = language;
        weight = q;
      }
    }
    return best;
  }

  private static Language named(String range) {
    for (Language each : values()) {
      if (range.regionMatches(true, 0, each.tag, 0, 2)
          && (range.length() == 2 || range.charAt(2) == '-')) {
        return each;
      }
    }
    return null;
  }

  /** What isn't a weight counts as none. */
  private static double quality(String parameter) {
    if (!parameter.startsWith("q=") || parameter.length() > 7) {
      return 0;
    }
    try {
      return Double.parseDouble(parameter.substring(2));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
