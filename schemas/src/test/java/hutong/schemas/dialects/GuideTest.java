package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example of the guide is a dialect, and every rule and format that there is stands in it. */
class GuideTest {

  @Test
  void the_guides_example_reads_what_it_says() throws Exception {
    String guide = Files.readString(Path.of("DIALECTS.md"));
    String example = guide.substring(guide.indexOf("```yaml\n") + 8);
    Dialect dialect =
        new DialectFiles(RecordTypes.load(), CodeLists.load())
            .read(
                Map.of(
                    "dialect.yaml",
                    example.substring(0, example.indexOf("```")).getBytes(UTF_8),
                    "work.csv",
                    "theirs,ours\n1,WORK\n".getBytes(UTF_8)));
    String table = "业务,姓名,性别,发生日期,流入日期,打印时间\n流入,王小明,男,2026/2/7,2026/2/7,昨天\n";

    try (DialectReader reader =
        dialect.open(new ByteArrayInputStream(table.getBytes(UTF_8)), Instant.EPOCH, Map.of())) {
      Translated read = reader.next();
      assertThat(read.found()).isEmpty();
      assertThat(read.unread()).isEmpty();
      assertThat(read.record().toString())
          .isEqualTo(
              "{\"subject\":{\"name\":\"王小明\",\"sex\":\"1\"},\"eventDate\":\"2026-02-07\","
                  + "\"arrivedOn\":\"2026-02-07\",\"legalBasis\":\"SC-663\",\"type\":\"ArrivalNotice\"}");
    }
  }

  @Test
  void every_rule_and_every_format_stands_in_the_guide() throws Exception {
    String guide = Files.readString(Path.of("DIALECTS.md"));
    String rules = Files.readString(Path.of("src/main/java/hutong/schemas/dialects/Rules.java"));
    String formats =
        Files.readString(Path.of("src/main/java/hutong/schemas/dialects/Formats.java"));

    assertThat(words(rules))
        .hasSizeGreaterThan(8)
        .allSatisfy(word -> assertThat(guide).contains("`" + word));
    assertThat(words(formats))
        .hasSize(7)
        .allSatisfy(word -> assertThat(guide).contains("`" + word + "`"));
  }

  private static List<String> words(String source) {
    return Pattern.compile("case \"([a-z0-9-]+)\"")
        .matcher(source)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
