package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.hx.ArrivalNotice;
import hutong.schemas.hx.Side;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordTypesTest {
  private static final RecordTypes TYPES = RecordTypes.load();

  @Test
  void every_type_of_the_schema_is_described_and_none_else() {
    assertThat(TYPES.names()).isEqualTo(Documents.shapes().keySet());
  }

  @Test
  void every_allowed_field_exists_in_the_schema() {
    for (String name : TYPES.names()) {
      Set<String> leaves = new HashSet<>();
      leaves(Documents.shapes().get(name), "", leaves);
      assertThat(leaves).as(name).containsAll(TYPES.of(name).orElseThrow().fields());
    }
  }

  @Test
  void every_required_field_is_allowed() {
    for (String name : TYPES.names()) {
      Set<String> required = new HashSet<>();
      required(Documents.shapes().get(name), "", required);
      assertThat(TYPES.of(name).orElseThrow().fields()).as(name).containsAll(required);
    }
  }

  @Test
  void replies_and_what_they_answer_name_each_other() {
    for (String name : TYPES.names()) {
      RecordType type = TYPES.of(name).orElseThrow();
      for (String reply : type.answeredBy()) {
        assertThat(TYPES.of(reply).orElseThrow().answers(type)).isTrue();
      }
    }
  }

  @Test
  void a_record_goes_where_it_says_else_where_its_type_says() {
    ArrivalNotice notice = Samples.arrival();
    RecordType type = TYPES.of(notice);
    assertThat(type.addressee(notice)).isEqualTo(Side.ORIGIN);
    notice.setAddressee(Side.PREVIOUS);
    assertThat(type.addressee(notice)).isEqualTo(Side.PREVIOUS);
    assertThat(type.sendingPlaces(notice)).containsExactly(notice.getCurrent());
  }

  @Test
  void every_type_is_kept_for_longer_than_a_restore_may_need_and_not_for_ever() {
    LocalDate today = LocalDate.of(2026, 11, 20);
    for (String name : TYPES.names()) {
      Retention retention = TYPES.of(name).orElseThrow().retention();
      assertThat(today.plus(retention.period()))
          .as(name)
          .isBetween(today.plusDays(37), today.plusYears(30));
      assertThat(retention.basis().title()).isNotBlank();
    }
  }

  @Test
  void an_unknown_role_sees_nothing() {
    assertThat(TYPES.of("Inquiry").orElseThrow().fieldsFor("passer-by")).isEmpty();
  }

  private static void leaves(Shape shape, String path, Set<String> leaves) {
    for (Shape.Child child : shape.children()) {
      String here = path + "/" + child.name();
      if (child.shape() == null) {
        leaves.add(here);
      } else {
        leaves(child.shape(), here, leaves);
      }
    }
  }

  private static void required(Shape shape, String path, Set<String> required) {
    for (Shape.Child child : shape.children()) {
      String here = path + "/" + child.name();
      if (child.required() && child.shape() == null) {
        required.add(here);
      } else if (child.required()) {
        required(child.shape(), here, required);
      }
    }
  }
}
