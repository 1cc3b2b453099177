package hutong.gateway.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** What stands on the pages, in one language. */
public final class Texts {

  private static final Map<String, Map<String, String>> ALL = read();

  private final String language;

  Texts(String language) {
    this.language = language;
  }

  private static Map<String, Map<String, String>> read() {
    try (InputStream in = Texts.class.getResourceAsStream("texts.yaml")) {
      return new YAMLMapper().readValue(in, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code zh} or {@code en}. */
  public String language() {
    return language;
  }

  /** The text under a key; the key itself if there is none. */
  public String get(String key) {
    Map<String, String> text = ALL.get(key);
    return text == null ? key : text.get(language);
  }

  /** The same with words put in: name, value, name, value. */
  public String get(String key, String... words) {
    String text = get(key);
    for (int i = 0; i < words.length; i += 2) {
      text = text.replace("{" + words[i] + "}", words[i + 1]);
    }
    return text;
  }
}
