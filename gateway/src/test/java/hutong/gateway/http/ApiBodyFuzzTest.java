package hutong.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any body of a call is refused with a pointer that holds no value, or is what is asked for. */
class ApiBodyFuzzTest {

  static List<byte[]> seeds() {
    return Stream.of(
            "{\"items\":[{\"from\":\"320000\",\"id\":\"01a20166-49ee-77e0-95e3-1357ce59639e\"}]}",
            "{\"items\":[{\"from\":\"320000\",\"id\":\"x\",\"accept\":false,"
                + "\"code\":\"NOT_COMPETENT\",\"pointers\":[\"/a\"],\"reason\":\"r\"}]}",
            "{\"from\":\"320000\",\"office\":\"130402\"}",
            "{\"node\":\"320000\"}",
            "{\"reason\":\"maintenance\"}",
            "{\0\0\0\0\0\0\0\0:\"e\"}",
            "{}")
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_without_its_values_or_is_what_is_asked_for(byte[] body) {
    one(body, JsonRequest.ITEMS, JsonRequest.Items.class);
    one(body, JsonRequest.VERDICTS, JsonRequest.Verdicts.class);
    one(body, JsonRequest.ASSIGNMENT, JsonRequest.Assignment.class);
    one(body, JsonRequest.RECIPIENT, JsonRequest.Recipient.class);
    one(body, JsonRequest.PAUSE, JsonRequest.Pause.class);
    one(body, JsonRequest.NOTHING, JsonRequest.Nothing.class);
  }

  private static <T> void one(byte[] body, ObjectReader reader, Class<T> as) {
    try {
      assertThat(JsonRequest.read(body, reader, as)).isNotNull();
    } catch (Refused refused) {
      assertThat(refused.code()).isEqualTo(ApiCode.BODY_INVALID);
      assertThat(refused.pointers()).allMatch(pointer -> pointer.matches("(/[a-z0-9]+)*"));
    }
  }
}
