package hutong.gateway.watch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Writes the log as one JSON object a line, with what the text form has: {@code HUTONG_LOG=json}.
 */
public final class JsonLog extends EncoderBase<ILoggingEvent> {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FRAMES = 6;
  private static final int CAUSES = 5;

  /** Libraries write their settings, passwords included, when they fail. */
  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^,\\s]+");

  @Override
  public byte[] encode(ILoggingEvent event) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    line.put("message", masked(event.getFormattedMessage()));
    IThrowableProxy fault = event.getThrowableProxy();
    if (fault != null) {
      ArrayNode causes = line.putArray("causes");
      for (int i = 0; fault != null && i < CAUSES; i++) {
        cause(causes.addObject(), fault);
        fault = fault.getCause();
      }
    }
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void cause(ObjectNode into, IThrowableProxy fault) {
    into.put("class", fault.getClassName());
    into.put("message", fault.getMessage() == null ? "" : masked(fault.getMessage()));
    ArrayNode at = into.putArray("at");
    StackTraceElementProxy[] frames = fault.getStackTraceElementProxyArray();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      at.add(frames[i].getStackTraceElement().toString());
    }
  }

  private static String masked(String text) {
    return PASSWORD.matcher(text).replaceAll("$1***");
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
