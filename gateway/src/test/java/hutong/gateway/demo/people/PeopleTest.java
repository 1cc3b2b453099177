package hutong.gateway.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.Divisions;
import hutong.schemas.IdentityNumber;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeopleTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final Divisions DIVISIONS = Divisions.load();
  private static final int MANY = 2_000;

  private final Counties counties = new Counties(DIVISIONS, TODAY);
  private final List<Person> many = some(7);

  @Test
  void same_seed_gives_the_same_people() {
    assertThat(some(7)).isEqualTo(many);
    assertThat(some(8)).isNotEqualTo(many);
  }

  @Test
  void no_two_people_share_an_identity_number() {
    assertThat(many).extracting(Person::number).doesNotHaveDuplicates();
  }

  @Test
  void nobody_can_hold_a_number_with_sequence_000() {
    assertThat(many).allMatch(person -> person.number().startsWith("000", 14));
    assertThat(many)
        .allMatch(
            person -> {
              IdentityNumber number = IdentityNumber.parse(person.number()).orElseThrow();
              return number.checkCharacterFits()
                  && number.birthDate().orElseThrow().equals(person.birth());
            });
  }

  @Test
  void some_have_rare_characters_and_some_the_separator() {
    assertThat(many).anyMatch(person -> person.name().contains("·"));
    assertThat(many)
        .anyMatch(person -> person.name().codePoints().anyMatch(c -> c > Character.MAX_VALUE));
  }

  @Test
  void whoever_is_registered_under_an_old_code_still_has_one_office() {
    assertThat(many)
        .anyMatch(
            person -> !counties.office(person.registered()).equals(person.registered().division()))
        .allMatch(person -> Region.HENAN.covers(counties.office(person.registered())));
  }

  @Test
  void nobody_says_anything_about_herself() {
    Person person = many.get(0);

    assertThat(person.toString()).doesNotContain(person.name()).doesNotContain(person.number());
    assertThat(person.registered().toString()).doesNotContain(person.registered().address());
  }

  private List<Person> some(long seed) {
    People people = new People(counties, TODAY, new Random(seed));
    return Stream.generate(() -> people.registeredIn(Region.HENAN)).limit(MANY).toList();
  }
}
