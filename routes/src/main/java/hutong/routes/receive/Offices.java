package hutong.routes.receive;

import hutong.certs.Directory;
import hutong.routes.Addressing;
import hutong.routes.Addressing.Address;
import hutong.schemas.Divisions;
import hutong.schemas.OfficeResolution;
import hutong.schemas.RecordType;
import hutong.schemas.hx.Place;
import hutong.schemas.hx.ResidentRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds the office inside this node that is responsible today for what a record addresses. */
public final class Offices {

  private final String node;
  private final Divisions divisions;
  private final Addressing addressing;

  public Offices(String node, Divisions divisions, Addressing addressing) {
    this.node = node;
    this.divisions = divisions;
    this.addressing = addressing;
  }

  /**
   * @param divisions one if decided, several for a person to choose from, none if nobody of this
   *     node is responsible
   */
  record Office(List<String> divisions, List<String> evidence) {}

  Office of(ResidentRecord record, RecordType type, Directory directory, Instant at) {
    Optional<Place> target =
        type.follows() ? Optional.empty() : RecordType.place(record, type.addressee(record));
    if (target.isEmpty()) {
      return new Office(List.of(), List.of());
    }
    Place place = target.get();
    Address address = addressing.of(place, directory, at);
    OfficeResolution office =
        OfficeResolution.of(address.resolution(), place.getAddress(), divisions);
    List<String> found = office.division().map(List::of).orElse(office.candidates());
    List<String> ours = found.stream().filter(each -> directory.actsFor(node, each, at)).toList();
    return new Office(ours.stream().map(each -> finer(each, place)).toList(), address.evidence());
  }

  /**
   * The members that receive for what a record addresses, where this node does not, itself or for
   * another; empty if it does, or if nobody does.
   */
  List<String> others(ResidentRecord record, RecordType type, Directory directory, Instant at) {
    return RecordType.place(record, type.addressee(record))
        .filter(place -> !addressing.covers(node, List.of(place), directory, at))
        .map(place -> addressing.of(place, directory, at).nodes())
        .orElse(List.of());
  }

  /** Where the record names a township or village of the very office, its code is kept whole. */
  private static String finer(String office, Place place) {
    return place.getDivision().startsWith(office) ? place.getDivision() : office;
  }
}
