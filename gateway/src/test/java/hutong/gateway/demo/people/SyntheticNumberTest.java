package hutong.gateway.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.IdentityNumber;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticNumberTest {

  @ParameterizedTest
  @CsvSource({
    "110101, 1900-01-01, 110101190001010006",
    "412701, 1985-02-03, 412701198502030007",
    "330281, 1901-02-04, 33028119010204000X"
  })
  void check_character_follows_gb_11643(String division, LocalDate birth, String number) {
    assertThat(SyntheticNumber.of(division, birth)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"110101190001010006", "33028119010204000X", "510221190402290008"})
  void misread_number_keeps_its_form_and_loses_its_check(String number) {
    IdentityNumber misread = IdentityNumber.parse(SyntheticNumber.misread(number)).orElseThrow();

    assertThat(misread.checkCharacterFits()).isFalse();
  }

  @Test
  void office_code_follows_gb_32100() {
    assertThat(SyntheticOffice.of("110000")).isEqualTo("11110000MB0FAKE02Y");
  }
}
