package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh | ZH",
        "ZH-Hant-TW | ZH",
        "en-GB,zh;q=0.9 | EN",
        "en;q=0.3, zh-CN;q=0.8 | ZH",
        "fr, zh;q=0.1 | ZH",
        "fr | EN",
        "* | EN",
        "zh;q=0 | EN",
        "zha | EN",
        "zh;q=nonsense | EN",
        "zh;q=1e9999999 | EN",
        ";;;,,, | EN"
      })
  void the_heavier_language_that_is_spoken_here_wins(String header, Language language) {
    assertThat(Language.accepted(header)).isEqualTo(language);
  }
}
