package hutong.schemas;

import java.util.List;
import java.util.Optional;

/** Which office inside a node a resolved division leads to, or the candidates for a person. */
public record OfficeResolution(Optional<String> division, List<String> candidates) {
  public boolean decided() {
    return division.isPresent();
  }

  /** Chooses by the finer address where the division was split. */
  public static OfficeResolution of(Resolution resolution, String address, Divisions divisions) {
    throw new IllegalStateException("being written");
  }
}
