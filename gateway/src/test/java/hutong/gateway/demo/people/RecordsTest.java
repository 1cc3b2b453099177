package hutong.gateway.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.CodeLists;
import hutong.schemas.Divisions;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import hutong.schemas.Validation;
import hutong.schemas.Violation;
import hutong.schemas.hx.ResidentRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T01:00:00Z"), ZoneOffset.UTC);
  private static final Divisions DIVISIONS = Divisions.load();
  private static final Validation VALIDATION =
      new Validation(RecordTypes.load(), DIVISIONS, CodeLists.load());
  private static final Documents DOCUMENTS = new Documents();
  private static final int PEOPLE = 60;
  private static final String KIND = "TEST";

  private final People people = new People(new Counties(DIVISIONS, TODAY), TODAY, new Random(1));
  private final Clerk clerk = new Clerk("test-desk", CLOCK, new Random(1));
  private final Notices notices = new Notices(clerk);
  private final Questions questions = new Questions(clerk);
  private final Replies replies = new Replies(clerk);

  @Test
  void every_record_passes_without_any_finding() throws RefusedInput {
    for (int i = 0; i < PEOPLE; i++) {
      Person person = people.registeredIn(Region.JIANGXI);
      for (ResidentRecord record : about(person)) {
        for (Format format : Format.values()) {
          ResidentRecord read = DOCUMENTS.readRecord(DOCUMENTS.writeRecord(record, format), format);
          assertThat(VALIDATION.check(read, TODAY))
              .as("%s as %s", record.getClass().getSimpleName(), format)
              .isEmpty();
        }
      }
    }
  }

  @Test
  void records_have_the_size_that_records_have() {
    Person person = people.registeredIn(Region.JIANGXI);

    assertThat(about(person))
        .filteredOn(record -> record.getInReplyTo() == null)
        .extracting(record -> DOCUMENTS.writeRecord(record, Format.JSON).length)
        .allMatch(bytes -> bytes > 1_000 && bytes < 3_000);
  }

  @Test
  void misread_number_is_warned_about_and_nothing_else() {
    Person right = people.registeredIn(Region.HENAN);
    Person person = right.withNumber(SyntheticNumber.misread(right.number()));
    ResidentRecord record = notices.arrival(person, people.homeIn(Region.HEBEI), KIND);

    assertThat(VALIDATION.check(record, TODAY))
        .hasSize(1)
        .noneMatch(Violation::refuses)
        .extracting(Violation::pointer)
        .containsExactly("/subject/documentNumber");
  }

  @Test
  void only_questions_are_answered() {
    Person person = people.registeredIn(Region.HENAN);
    Home home = people.homeIn(Region.HEBEI);

    assertThat(replies.to(UUID.randomUUID(), notices.arrival(person, home, KIND))).isEmpty();
    assertThat(replies.to(UUID.randomUUID(), questions.inquiry(person, home, KIND))).isPresent();
  }

  @Test
  void source_keys_of_a_desk_are_never_used_twice() {
    Person person = people.registeredIn(Region.HENAN);

    assertThat(about(person))
        .extracting(record -> record.getSource().getKey())
        .doesNotHaveDuplicates();
  }

  private List<ResidentRecord> about(Person person) {
    Home here = people.homeIn(Region.JIANGSU);
    Home before = people.homeIn(Region.HEBEI);
    ResidentRecord verification = questions.verification(person, here, KIND);
    ResidentRecord inquiry = questions.inquiry(person, here, KIND);
    List<ResidentRecord> all =
        new ArrayList<>(
            List.of(
                notices.arrival(person, here, KIND),
                notices.arrivalToldTo(before, person, here, KIND),
                notices.departure(person, here, KIND),
                notices.movedOn(person, before, here, KIND),
                notices.married(person, here, KIND),
                notices.vaccinated(person, here, KIND),
                verification,
                inquiry));
    all.add(replies.to(UUID.randomUUID(), verification).orElseThrow());
    all.add(replies.to(UUID.randomUUID(), inquiry).orElseThrow());
    return all;
  }
}
