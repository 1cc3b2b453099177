package hutong.gateway.dialects;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Tells the files of one version from any others: a line for each, as {@code sha256sum} does. */
final class FileSums {
  private FileSums() {}

  /**
   * @param folder that the files are in, as it is named in the lines
   */
  static String of(String folder, Map<String, byte[]> files) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(files)
        .forEach(
            (name, bytes) ->
                lines
                    .append(HexFormat.of().formatHex(sha256(bytes)))
                    .append("  ")
                    .append(folder)
                    .append('/')
                    .append(name)
                    .append('\n'));
    return lines.toString();
  }

  /** Whether both hold the same files with the same content. */
  static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
    return of("", one).equals(of("", other));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  static byte[] bytes(String lines) {
    return lines.getBytes(StandardCharsets.UTF_8);
  }
}
