package hutong.gateway.demo.people;

import java.time.LocalDate;

/**
 * Somebody who does not exist.
 *
 * @param formerName null for most
 * @param registered where the household is registered: the origin
 */
public record Person(
    String name,
    String formerName,
    String number,
    LocalDate birth,
    String ethnicGroup,
    String phone,
    Home registered) {

  /** The same person with another identity number. */
  public Person withNumber(String other) {
    return new Person(name, formerName, other, birth, ethnicGroup, phone, registered);
  }

  /** The same person, registered elsewhere. */
  public Person registeredAt(Home other) {
    return new Person(name, formerName, number, birth, ethnicGroup, phone, other);
  }

  /** Says nothing. */
  @Override
  public String toString() {
    return "Person[****]";
  }
}
