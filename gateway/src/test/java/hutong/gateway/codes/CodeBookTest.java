package hutong.gateway.codes;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.certs.Fault;
import hutong.gateway.http.ApiCode;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.OutboundState;
import hutong.schemas.RejectionCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodeBookTest {

  private static final Pattern QUOTED = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");

  /** Quoted in the legs, but said to nobody as a reason. */
  private static final Set<String> NO_REASONS = Set.of("NOT_OPENED");

  private final CodeBook book = new CodeBook(ApiCode.explanations());

  @Test
  void every_code_of_every_closed_set_has_its_page_and_no_page_is_of_nothing() {
    assertThat(of(CodeKind.ANSWER)).isEqualTo(names(ApiCode.values()));
    assertThat(of(CodeKind.REFUSAL)).isEqualTo(names(RejectionCode.values()));
    assertThat(of(CodeKind.ALARM)).isEqualTo(names(Alarm.Code.values()));
    assertThat(of(CodeKind.QUARANTINE)).containsAll(names(Fault.values()));
    Set<String> states = names(OutboundState.values());
    states.addAll(names(InboundState.values()));
    assertThat(of(CodeKind.STATE)).isEqualTo(states);
    assertThat(of(CodeKind.WAIT))
        .contains(Destination.State.PAUSED.name(), Destination.State.PLANNED_OUTAGE.name());
  }

  @Test
  void every_reason_that_the_legs_give_has_its_page() throws IOException {
    Set<String> said = new TreeSet<>();
    for (String leg : Set.of("receive", "control", "confirm", "deliver", "dispatch", "legs")) {
      try (Stream<Path> files =
          Files.walk(Path.of("../routes/src/main/java/hutong/routes").resolve(leg))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          QUOTED.matcher(Files.readString(file)).results().forEach(each -> said.add(each.group(1)));
        }
      }
    }

    assertThat(said).hasSizeGreaterThan(20);
    said.removeAll(NO_REASONS);
    assertThat(book.codes()).containsAll(said);
  }

  @Test
  void both_languages_say_what_has_happened_and_what_to_do() {
    for (String code : book.codes()) {
      assertThat(book.page(code).values())
          .as(code)
          .allSatisfy(
              each -> {
                assertThat(each.zh().means()).containsPattern("\\p{IsHan}");
                assertThat(each.zh().todo()).containsPattern("\\p{IsHan}");
                assertThat(each.en().means()).matches("\\p{ASCII}{9,}[.]");
                assertThat(each.en().todo()).isNotBlank().doesNotContainPattern("\\p{IsHan}");
              });
    }
  }

  @Test
  void a_page_stands_by_itself() {
    String page = CodePage.html("DECRYPTION_FAILED", book.page("DECRYPTION_FAILED"), "zh");

    assertThat(page).contains("lang=\"zh\"", "拒收的原因", "隔离的原因").doesNotContain("<script", "http:");
  }

  private Set<String> of(CodeKind kind) {
    Set<String> found = new TreeSet<>(book.codes());
    found.removeIf(code -> !book.page(code).containsKey(kind));
    return found;
  }

  private static Set<String> names(Enum<?>[] values) {
    return new TreeSet<>(Arrays.stream(values).map(Enum::name).toList());
  }
}
