package hutong.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusUtil;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLogTest {

  private final LoggerContext context = new LoggerContext();

  private String line(String message, Throwable fault, Object... arguments) {
    LoggingEvent event =
        new LoggingEvent(
            "here", context.getLogger("hutong.Some"), Level.WARN, message, fault, arguments);
    return new String(new JsonLog().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void an_event_is_one_line_of_json_whatever_is_in_it() throws IOException {
    String line =
        line("two\nlines \"{}\"", new IOException("x", new IllegalStateException("y")), "\u0007");
    assertThat(line).endsWith("\n");
    assertThat(line.strip()).doesNotContain("\n");
    JsonNode read = JsonMapper.builder().build().readTree(line);
    assertThat(read.get("level").asText()).isEqualTo("WARN");
    assertThat(read.get("message").asText()).isEqualTo("two\nlines \"\u0007\"");
    assertThat(read.get("time").asText()).endsWith("Z");
    assertThat(read.at("/causes/1/class").asText()).endsWith("IllegalStateException");
    assertThat(read.at("/causes/0/at")).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void passwords_of_libraries_are_masked() {
    assertThat(line("url keyStorePassword=abc, x", new IOException("password=def")))
        .contains("keyStorePassword=***, x", "password=***")
        .doesNotContain("abc", "def");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void logback_has_nothing_to_say_on_the_standard_output(String form) throws JoranException {
    context.putProperty("HUTONG_LOG", form);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(JsonLogTest.class.getResource("/logback.xml"));
    assertThat(new StatusUtil(context).getHighestLevel(0))
        .as(context.getStatusManager().getCopyOfStatusList().toString())
        .isEqualTo(Status.INFO);
    var log = (ConsoleAppender<?>) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("log");
    assertThat(log.getTarget()).isEqualTo("System.err");
    assertThat(log.getEncoder() instanceof JsonLog).isEqualTo(form.equals("json"));
  }
}
