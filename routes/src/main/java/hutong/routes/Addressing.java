package hutong.routes;

import hutong.certs.Directory;
import hutong.schemas.Divisions;
import hutong.schemas.Resolution;
import hutong.schemas.hx.Place;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds who is responsible today for a place meant at some date: first the node. */
public final class Addressing {

  private final Divisions divisions;

  public Addressing(Divisions divisions) {
    this.divisions = divisions;
  }

  /**
   * Where a place leads.
   *
   * @param nodes ids of the members responsible today: none, one, or several to choose from
   */
  public record Address(List<String> nodes, Resolution resolution) {

    /**
     * What was asked and answered by which tables, and the changes followed, as text; division
     * codes and names only.
     */
    public List<String> evidence() {
      return Stream.concat(
              Stream.of(asked()), resolution.evidence().stream().map(Resolution.Step::toString))
          .toList();
    }

    private String asked() {
      return "divisions %s: %s as of %s -> %s"
          .formatted(
              resolution.version(),
              resolution.requested(),
              resolution.asOf(),
              String.join(", ", resolution.candidates()));
    }
  }

  /**
   * Where a place leads.
   *
   * @param at when it is asked: somebody may stand in for a member
   */
  public Address of(Place place, Directory directory, Instant at) {
    Resolution resolution = divisions.resolve(place.getDivision(), place.getAsOf());
    List<String> nodes =
        resolution.candidates().stream()
            .map(candidate -> directory.addressee(candidate, at).orElse(null))
            .filter(Objects::nonNull)
            .map(member -> member.id())
            .distinct()
            .toList();
    return new Address(nodes, resolution);
  }

  /** Whether a node is responsible for any of these places, itself or for another member. */
  public boolean covers(String node, List<Place> places, Directory directory, Instant at) {
    return places.stream()
        .flatMap(
            place -> divisions.resolve(place.getDivision(), place.getAsOf()).candidates().stream())
        .anyMatch(division -> directory.actsFor(node, division, at));
  }
}
