package hutong.gateway.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Where the regions lie, roughly as on a map: one tile each. */
final class Tiles {

  /** Column and row, from 1, and the short name in both languages. */
  record Tile(int column, int row, String zh, String en) {}

  private static final Map<String, Tile> ALL = read();

  private Tiles() {}

  private static Map<String, Tile> read() {
    try (InputStream in = Tiles.class.getResourceAsStream("tiles.yaml")) {
      return new YAMLMapper().readValue(in, new TypeReference<Map<String, Tile>>() {});
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** By six digits. */
  static Map<String, Tile> all() {
    return ALL;
  }
}
