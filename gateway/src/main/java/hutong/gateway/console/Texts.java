package hutong.gateway.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands on the pages, in one language. */
public final class Texts {

  /** What all pages say, then the words of each screen. */
  private static final List<String> FILES =
      List.of(
          "all",
          "states",
          "overview",
          "route",
          "failures",
          "records",
          "record",
          "compare",
          "operations",
          "deadlines",
          "members",
          "dialects",
          "reconciliation",
          "audit",
          "quarantine",
          "storage",
          "oidc",
          "account");

  private static final Map<String, Map<String, String>> ALL = read();

  private final String language;

  Texts(String language) {
    this.language = language;
  }

  private static Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> all = new HashMap<>();
    YAMLMapper yaml = new YAMLMapper();
    for (String file : FILES) {
      try (InputStream in = Texts.class.getResourceAsStream("texts/" + file + ".yaml")) {
        all.putAll(yaml.readValue(in, new TypeReference<Map<String, Map<String, String>>>() {}));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  /** {@code zh} or {@code en}. */
  public String language() {
    return language;
  }

  /** Whether there is a text under a key. */
  public boolean has(String key) {
    return ALL.containsKey(key);
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
