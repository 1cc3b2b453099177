package hutong.gateway.http;

import java.nio.charset.StandardCharsets;

/** Writes a file's name into a header so that it is only ever a name (RFC 6266, RFC 8187). */
final class FileName {

  private static final String PLAIN = "!#$&+-.^_`|~";

  private FileName() {}

  static String disposition(String name) {
    StringBuilder ascii = new StringBuilder();
    name.codePoints().forEach(c -> ascii.append(harmless(c) ? (char) c : '_'));
    StringBuilder encoded = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (letter(c) || PLAIN.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format("%02X", octet & 0xff));
      }
    }
    return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
  }

  private static boolean harmless(int c) {
    return letter(c) || c == '.' || c == '-' || c == '_' || c == ' ';
  }

  private static boolean letter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
