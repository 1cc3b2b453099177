package hutong.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text as identity number, office code, division code, date or time is judged, never fails. */
final class CodesFuzzTest {

  private static final Divisions DIVISIONS = Divisions.load();

  static List<byte[]> seeds() {
    return Stream.of(
            "110101199001010003",
            "110101900101000",
            "11010119900101000x",
            "ABC110199001010",
            "911100199001010001",
            "330281",
            "330281001",
            "330281001001",
            Samples.OFFICE,
            "2026-03-02",
            "2026-03-02T01:02:04.000Z",
            "2026-02-30",
            "王·小明")
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_judged_and_never_fails(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    IdentityNumber.parse(text)
        .ifPresent(
            number ->
                assertThat(IdentityNumber.parse(number.normalised()))
                    .hasValueSatisfying(
                        again -> assertThat(again.normalised()).isEqualTo(number.normalised())));
    if (OfficeCode.wellFormed(text)) {
      OfficeCode.checksFit(text);
    }
    if (text.matches("[1-9][0-9]{5}([0-9]{3}){0,2}")) {
      DIVISIONS.everValid(text);
      DIVISIONS.nameOf(text, Samples.TODAY);
      assertThat(DIVISIONS.resolve(text, Samples.TODAY).candidates()).isNotNull();
    }
  }
}
