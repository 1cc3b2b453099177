package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DivisionsTest {
  private static final Divisions DIVISIONS = Divisions.load();

  @Test
  void an_abolished_county_leads_to_its_successor() {
    Resolution resolution = DIVISIONS.resolve("412701", LocalDate.of(1999, 5, 1));
    assertThat(resolution.candidates()).containsExactly("411602");
    assertThat(resolution.evidence())
        .singleElement()
        .satisfies(s -> assertThat(s.toString()).contains("2000", "周口市", "川汇区", "promoted"));
  }

  /** Every code in every year of its life and of the ten around it, alone and with finer digits. */
  @Test
  void every_division_that_ever_existed_resolves() {
    var lost = new TreeSet<String>();
    var today = LocalDate.of(2026, 6, 1);
    long[] asked = new long[1];
    DIVISIONS
        .all()
        .forEach(
            d -> {
              int last = d.current() ? 2026 : d.to();
              for (int year = d.from() - 5; year <= last + 5; year++) {
                for (String finer : List.of("", "001", "400", "001002", "999999")) {
                  asked[0]++;
                  Resolution r =
                      DIVISIONS.resolve(d.code() + finer, LocalDate.of(year, 1 + year % 12, 15));
                  boolean sound =
                      r.known()
                          && r.version().equals(DIVISIONS.data().version())
                          && !r.candidates().isEmpty()
                          && r.candidates().stream()
                              .allMatch(
                                  c ->
                                      DIVISIONS.resolve(c, today).candidates().equals(List.of(c))
                                          && !DIVISIONS.currentName(c).isEmpty());
                  if (!sound) {
                    lost.add(d.code() + finer + "@" + year);
                  }
                }
              }
            });
    assertThat(lost).isEmpty();
    assertThat(asked[0]).isGreaterThan(500_000);
  }

  @Test
  void a_split_county_leads_to_all_of_its_successors() {
    Resolution split = DIVISIONS.resolve("130323", LocalDate.of(2014, 7, 1));
    assertThat(split.candidates()).containsExactly("130302", "130304", "130306");
    assertThat(split.decided()).isFalse();
  }

  @Test
  void a_code_used_twice_is_decided_by_its_date() {
    assertThat(DIVISIONS.nameOf("422401", LocalDate.of(1982, 6, 1))).isEqualTo("荆门市");
    assertThat(DIVISIONS.nameOf("422401", LocalDate.of(1990, 6, 1))).isEqualTo("仙桃市");
    assertThat(DIVISIONS.resolve("422401", LocalDate.of(1990, 6, 1)).candidates())
        .containsExactly("429004");
    assertThat(DIVISIONS.resolve("422401", LocalDate.of(1982, 6, 1)).candidates())
        .isNotEmpty()
        .allMatch(c -> c.startsWith("4208"));
  }

  @Test
  void several_steps_are_followed() {
    Resolution resolution = DIVISIONS.resolve("510221", LocalDate.of(1990, 1, 1));
    assertThat(resolution.candidates()).containsExactly("500115");
    assertThat(resolution.evidence()).extracting(Resolution.Step::year).isSorted().hasSize(2);
  }

  @Test
  void township_and_village_codes_follow_their_county() {
    LocalDate then = LocalDate.of(1999, 5, 1);
    assertThat(DIVISIONS.resolve("412701001", then).candidates()).containsExactly("411602");
    assertThat(DIVISIONS.resolve("412701001002", then).candidates()).containsExactly("411602");
  }

  @Test
  void a_code_asked_for_after_its_end_is_taken_as_it_last_was() {
    assertThat(DIVISIONS.resolve("412701", LocalDate.of(2026, 1, 1)).candidates())
        .containsExactly("411602");
  }

  @Test
  void a_transfer_of_a_part_does_not_change_the_code() {
    assertThat(DIVISIONS.resolve("330281", LocalDate.of(1995, 1, 1)).candidates())
        .containsExactly("330281");
  }

  @Test
  void a_code_that_never_was_is_unknown() {
    Resolution resolution = DIVISIONS.resolve("110199", Samples.TODAY);
    assertThat(resolution.known()).isFalse();
    assertThat(resolution.candidates()).isEmpty();
    assertThat(DIVISIONS.everValid("110199")).isFalse();
    assertThat(DIVISIONS.nameOf("110199", Samples.TODAY)).isEmpty();
  }

  @Test
  void the_finer_address_chooses_the_office_after_a_split() {
    Resolution split = DIVISIONS.resolve("130323", LocalDate.of(2014, 7, 1));
    assertThat(office(split, "河北省秦皇岛市北戴河区某某路").division()).contains("130304");
    assertThat(office(split, "河北省秦皇岛抚宁某某镇").division()).contains("130306");
    assertThat(office(split, "河北省秦皇岛市").decided()).isFalse();
    assertThat(office(split, "海港区或抚宁区").decided()).isFalse();
    assertThat(office(split, null).candidates()).hasSize(3);
    Resolution one = DIVISIONS.resolve("412701", LocalDate.of(1999, 5, 1));
    assertThat(office(one, null).division()).contains("411602");
  }

  private static OfficeResolution office(Resolution resolution, String address) {
    return OfficeResolution.of(resolution, address, DIVISIONS);
  }
}
