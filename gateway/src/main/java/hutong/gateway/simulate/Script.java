package hutong.gateway.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Acts, one after the other; the last one stays. Threads may ask at once: each message counts. */
final class Script {

  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_ACTS = 100;

  private final List<Act> acts;
  private final Clock clock;
  private int at;
  private long messages;
  private Instant began;

  Script(List<Act> acts, Clock clock) {
    if (acts.isEmpty() || acts.size() > MOST_ACTS) {
      throw new IllegalArgumentException("a script has 1 to " + MOST_ACTS + " acts");
    }
    this.acts = List.copyOf(acts);
    this.clock = clock;
    this.began = clock.instant();
  }

  /**
   * Reads a list of acts in YAML.
   *
   * @throws IOException if it is none; says what is wrong with it
   */
  static Script read(Path file, Clock clock) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("A script has at most " + MOST_BYTES + " octets");
    }
    try {
      List<Act> acts =
          YAMLMapper.builder()
              .addModule(new JavaTimeModule())
              .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
              .build()
              .readValue(file.toFile(), new TypeReference<List<Act>>() {});
      if (acts == null || acts.contains(null)) {
        throw new IllegalArgumentException("an act is a group, such as {corrupt: 0.5}, or {}");
      }
      return new Script(acts, clock);
    } catch (JsonProcessingException wrong) {
      throw new IOException(
          file
              + (wrong.getLocation() == null ? "" : ", line " + wrong.getLocation().getLineNr())
              + ": "
              + wrong.getOriginalMessage(),
          wrong);
    } catch (IllegalArgumentException wrong) {
      throw new IOException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /** How it behaves now. */
  synchronized Act now() {
    while (at < acts.size() - 1 && over(acts.get(at))) {
      at++;
      messages = 0;
      began = clock.instant();
    }
    return acts.get(at);
  }

  /** The same, for one more message. */
  synchronized Act next() {
    Act act = now();
    messages++;
    return act;
  }

  /** The number of the present act, from 1. */
  synchronized int number() {
    now();
    return at + 1;
  }

  private boolean over(Act act) {
    return (act.messages() != null && messages >= act.messages())
        || (act.lasting() != null && !clock.instant().isBefore(began.plus(act.lasting())));
  }
}
