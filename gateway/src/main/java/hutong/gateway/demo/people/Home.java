package hutong.gateway.demo.people;

import hutong.schemas.hx.Place;
import java.time.LocalDate;

/**
 * Where somebody lives or is registered.
 *
 * @param division as it was called then
 * @param asOf the day for which the code is meant
 */
public record Home(String division, LocalDate asOf, String address) {

  public Place place() {
    Place place = office();
    place.setAddress(address);
    return place;
  }

  /** The division alone. */
  public Place office() {
    Place place = new Place();
    place.setDivision(division);
    place.setAsOf(asOf);
    return place;
  }

  /** Without the address. */
  @Override
  public String toString() {
    return "Home[" + division + "]";
  }
}
