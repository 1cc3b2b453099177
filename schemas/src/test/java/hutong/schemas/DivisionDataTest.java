package hutong.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DivisionDataTest {
  private static final String DIVISIONS =
      """
      code,name,level,parent,valid_from,valid_to
      990000,甲省,province,,1981,
      990101,乙县,county,990000,1981,1990
      990101,丙县,county,990000,1995,
      990102,丁市,county,990000,1990,
      """;

  private static final String CHANGES =
      """
      year,old_code,old_name,new_code,new_name,relation,basis,primary,old_ended
      1990,990101,乙县,990102,丁市,promoted,press,0,1
      """;

  @Test
  void sound_tables_are_taken_whole_and_answer_at_once() throws DivisionFaults {
    Divisions divisions = Divisions.load();
    String before = divisions.data().version();
    assertThat(divisions.everValid("990101")).isFalse();

    divisions.take(read(DIVISIONS, CHANGES));

    Resolution found = divisions.resolve("990101007", LocalDate.of(1985, 3, 1));
    assertThat(found.candidates()).containsExactly("990102");
    assertThat(found.version()).startsWith("TEST-1+").isNotEqualTo(before);
    assertThat(divisions.resolve("990101", LocalDate.of(2020, 3, 1)).candidates())
        .containsExactly("990101");
    assertThat(divisions.everValid("110101")).isFalse();
  }

  @Test
  void the_version_tells_contents_apart_that_have_one_name() throws DivisionFaults {
    String other = DIVISIONS.replace("丙县", "戊县");
    assertThat(read(other, CHANGES).version()).isNotEqualTo(read(DIVISIONS, CHANGES).version());
    assertThat(read(DIVISIONS, CHANGES).version()).isEqualTo(read(DIVISIONS, CHANGES).version());
  }

  @Test
  void overlapping_lives_of_one_code_are_refused() {
    assertFault(
        DIVISIONS.replace("丙县,county,990000,1995", "丙县,county,990000,1985"),
        CHANGES,
        "divisions.csv, line 4, valid_from: lies within another life");
  }

  @Test
  void an_unknown_successor_is_refused() {
    assertFault(
        DIVISIONS,
        CHANGES.replace("990102,丁市", "990199,丁市"),
        "changes.csv, line 2, new_code: unknown successor");
  }

  @Test
  void an_end_without_successor_is_refused() {
    assertFault(
        DIVISIONS,
        CHANGES.replace(",0,1", ",0,0"),
        "divisions.csv, line 3, valid_to: ends without a successor");
  }

  @Test
  void a_change_of_what_never_was_is_refused() {
    assertFault(
        DIVISIONS,
        CHANGES + "1991,990101,乙县,990102,丁市,promoted,press,0,1\n",
        "changes.csv, line 3, old_code: no division of this code and name ends in 1991");
  }

  @Test
  void successors_in_a_circle_are_refused() {
    assertFault(
        DIVISIONS.replace("丁市,county,990000,1990,", "丁市,county,990000,1980,1990"),
        CHANGES + "1990,990102,丁市,990101,乙县,recoded,press,0,1\n",
        "changes.csv, line 2, new_code: leads back to 990101 within 1990, in a circle");
  }

  @Test
  void a_field_that_is_none_is_refused_with_its_column() {
    assertFault(DIVISIONS.replace("990102,丁", "99010,丁"), CHANGES, "line 5, code: ");
    assertFault(DIVISIONS.replace("丁市", " "), CHANGES, "line 5, name: ");
    assertFault(DIVISIONS.replace("1981,1990", "1981,1981"), CHANGES, "line 3, valid_to: ");
    assertFault(DIVISIONS.replace("1981,1990", "81,1990"), CHANGES, "line 3, valid_from: ");
    assertFault(DIVISIONS.replace("province", "land"), CHANGES, "line 2, level: ");
    assertFault(DIVISIONS, CHANGES.replace(",0,1", ",0,yes"), "line 2, old_ended: ");
    assertFault(DIVISIONS, CHANGES.replace(",0,1", ",1"), "changes.csv, line 2: has 8 fields");
    assertFault(DIVISIONS, CHANGES.replace("basis", "base"), "changes.csv, line 1: does not name");
    assertFault("", CHANGES, "divisions.csv: is empty");
    assertFault(DIVISIONS + "\"99", CHANGES, "divisions.csv, line 6: ");
  }

  @Test
  void another_charset_is_refused_with_its_line() {
    DivisionFaults refused =
        catchThrowableOfType(
            DivisionFaults.class,
            () ->
                DivisionData.read(
                    "TEST-1".getBytes(UTF_8),
                    DIVISIONS.getBytes(Charset.forName("GB18030")),
                    CHANGES.getBytes(UTF_8)));
    assertThat(refused).hasMessageContaining("divisions.csv, line 2: is not UTF-8");
  }

  @Test
  void too_much_is_refused_and_not_read_to_its_end() {
    StringBuilder many = new StringBuilder(DIVISIONS);
    for (int i = 0; i <= DivisionRows.MOST_ROWS; i++) {
      many.append("990102,丁市,county,990000,1990,\n");
    }
    assertFault(many.toString(), CHANGES, "is one more than the 100000");
    assertFault(
        DIVISIONS + "x".repeat(DivisionRows.MOST_BYTES), CHANGES, "divisions.csv: is longer");
  }

  @Test
  void at_most_fifty_faults_are_told() {
    DivisionFaults refused =
        refused(DIVISIONS + "990102,,county,990000,1990,\n".repeat(500), CHANGES);
    assertThat(refused.faults()).hasSize(50);
  }

  @Test
  void a_version_that_is_none_is_refused() {
    DivisionFaults refused =
        catchThrowableOfType(
            DivisionFaults.class,
            () ->
                DivisionData.read(
                    "a/b".getBytes(UTF_8), DIVISIONS.getBytes(UTF_8), CHANGES.getBytes(UTF_8)));
    assertThat(refused.faults())
        .extracting(DivisionFault::file, DivisionFault::line)
        .isEqualTo(List.of(org.assertj.core.groups.Tuple.tuple("version.txt", 1L)));
  }

  private static void assertFault(String divisions, String changes, String says) {
    assertThat(refused(divisions, changes).faults())
        .anySatisfy(fault -> assertThat(fault.toString()).contains(says));
  }

  private static DivisionFaults refused(String divisions, String changes) {
    return catchThrowableOfType(DivisionFaults.class, () -> read(divisions, changes));
  }

  private static DivisionData read(String divisions, String changes) throws DivisionFaults {
    return DivisionData.read(
        "TEST-1\n".getBytes(UTF_8), divisions.getBytes(UTF_8), changes.getBytes(UTF_8));
  }
}
