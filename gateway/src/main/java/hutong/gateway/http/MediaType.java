package hutong.gateway.http;

import java.util.Locale;

/**
 * The media type of a body (RFC 9110, 8.3.1), as far as the API asks for it.
 *
 * @param name in lower case; empty if none is given
 * @param utf8 whether its charset is UTF-8 or left open
 */
record MediaType(String name, boolean utf8) {

  static MediaType parse(String header) {
    if (header == null) {
      return new MediaType("", true);
    }
    String[] parts = header.split(";", 8);
    boolean utf8 = true;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("charset=")) {
        utf8 &= parameter.substring("charset=".length()).replace("\"", "").equals("utf-8");
      }
    }
    return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), utf8);
  }
}
