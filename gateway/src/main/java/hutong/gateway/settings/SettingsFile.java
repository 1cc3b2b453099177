package hutong.gateway.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a node's settings from its file and the environment, over the defaults. */
public final class SettingsFile {

  public static final String NAME = "hutong.yaml";

  private static final String PREFIX = "HUTONG";
  private static final Pattern SECRET = Pattern.compile("(?i)(password|pin|secret|ledger\\.url)$");

  private static final int MOST_FAULTS = 100;
  private static final String FILE = "_FILE";
  private static final long MOST_BYTES = 65_536;

  private final ObjectMapper yaml =
      new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS))
          .registerModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * The settings of the node that lives in a folder.
   *
   * @param environment as of {@link System#getenv()}
   */
  public Settings read(Path home, Map<String, String> environment)
      throws IOException, SettingsFaults {
    List<String> faults = new ArrayList<>();
    ObjectNode tree = defaults();
    Path file = home.resolve(NAME);
    if (Files.exists(file)) {
      try {
        JsonNode own = yaml.readTree(file.toFile());
        if (own.isObject() || own.isMissingNode() || own.isNull()) {
          overlay(tree, own, "", faults);
        } else {
          faults.add(NAME + " has to be groups and values");
        }
      } catch (JsonProcessingException unreadable) {
        faults.add(NAME + " is no YAML that can be read");
      }
    }
    overlayEnvironment(tree, filed(environment, faults), PREFIX);
    Settings settings = bind(tree, defaults(), faults);
    if (settings != null) {
      SettingsCheck.check(settings, faults);
    }
    if (!faults.isEmpty()) {
      throw new SettingsFaults(faults);
    }
    return settings;
  }

  /**
   * One setting that is not as its default.
   *
   * @param from the file's name, or the environment variable
   * @param value masked if it is a secret
   */
  public record Differing(String key, String usual, String value, String from) {}

  /**
   * One setting, as the reference has it.
   *
   * @param variable of the environment
   * @param meaning as {@code defaults.yaml} says it; empty where its name says all
   */
  public record Described(String key, String usual, String variable, String meaning) {}

  /** Every setting, in the order of {@code defaults.yaml}, with what is said above it there. */
  public List<Described> reference() throws IOException {
    Map<String, String> usual = flat(defaults());
    List<Described> all = new ArrayList<>();
    List<String> above = new ArrayList<>();
    String group = "";
    String groupMeaning = "";
    for (String line : lines()) {
      String text = line.strip();
      if (text.startsWith("#")) {
        above.add(text.substring(1).strip());
        continue;
      }
      int colon = text.indexOf(':');
      if (colon < 0) {
        above.clear();
        continue;
      }
      int depth = (line.length() - line.stripLeading().length()) / 2;
      String parent =
          String.join(".", List.of(group.split("\\.")).subList(0, depth > 0 ? depth : 0));
      String key = depth == 0 ? text.substring(0, colon) : parent + "." + text.substring(0, colon);
      String meaning = String.join(" ", above);
      above.clear();
      if (usual.containsKey(key)) {
        String variable = PREFIX + "_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
        String said = meaning.isEmpty() ? groupMeaning : meaning;
        all.add(new Described(key, usual.get(key), variable, said));
      } else {
        group = key;
        groupMeaning = meaning;
      }
    }
    return all;
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = SettingsFile.class.getResourceAsStream("defaults.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** What is set otherwise than the defaults, whether it is right or not. */
  public List<Differing> differing(Path home, Map<String, String> environment) throws IOException {
    Map<String, String> usual = flat(defaults());
    ObjectNode tree = defaults();
    Path file = home.resolve(NAME);
    if (Files.exists(file)) {
      try {
        overlay(tree, yaml.readTree(file.toFile()), "", new ArrayList<>());
      } catch (JsonProcessingException unreadable) {
        // Its own message would quote a line, which may hold a secret.
        throw new IOException(NAME + " is no YAML that can be read");
      }
    }
    overlayEnvironment(tree, environment, PREFIX);
    List<Differing> differing = new ArrayList<>();
    flat(tree)
        .forEach(
            (key, value) -> {
              if (!value.equals(usual.get(key))) {
                String variable = PREFIX + "_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
                String from = environment.containsKey(variable) ? variable : NAME;
                String shown = SECRET.matcher(key).find() ? "***" : value;
                differing.add(new Differing(key, usual.getOrDefault(key, ""), shown, from));
              }
            });
    return differing;
  }

  private static Map<String, String> flat(ObjectNode tree) {
    Map<String, String> flat = new TreeMap<>();
    flatten(tree, "", flat);
    return flat;
  }

  private static void flatten(JsonNode tree, String at, Map<String, String> into) {
    tree.properties()
        .forEach(
            field -> {
              String key = at + field.getKey();
              JsonNode value = field.getValue();
              if (value.isObject()) {
                flatten(value, key + ".", into);
              } else {
                into.put(key, value.isValueNode() ? value.asText() : value.toString());
              }
            });
  }

  /** Writes what differs from the defaults. */
  public void write(Path home, Map<String, ?> differing) throws IOException {
    Files.createDirectories(home);
    yaml.writeValue(home.resolve(NAME).toFile(), differing);
  }

  private ObjectNode defaults() throws IOException {
    try (InputStream in = SettingsFile.class.getResourceAsStream("defaults.yaml")) {
      return (ObjectNode) yaml.readTree(in);
    }
  }

  private static void overlay(ObjectNode base, JsonNode own, String at, List<String> faults) {
    own.properties()
        .forEach(
            field -> {
              String key = at + field.getKey();
              JsonNode known = base.get(field.getKey());
              if (known == null) {
                faults.add(key + ": no such setting");
              } else if (known.isObject() && field.getValue().isObject()) {
                overlay((ObjectNode) known, field.getValue(), key + ".", faults);
              } else if (known.isObject() != field.getValue().isObject()) {
                faults.add(key + ": has to be " + (known.isObject() ? "a group" : "a value"));
              } else {
                base.set(field.getKey(), field.getValue());
              }
            });
  }

  /** With what stands in files: {@code NAME_FILE} names one that holds the value of NAME. */
  private static Map<String, String> filed(Map<String, String> environment, List<String> faults) {
    Map<String, String> all = new HashMap<>(environment);
    environment.forEach(
        (name, file) -> {
          if (name.startsWith(PREFIX + "_") && name.endsWith(FILE) && !file.isEmpty()) {
            try {
              Path held = Path.of(file);
              if (Files.size(held) > MOST_BYTES) {
                throw new IOException("too long");
              }
              all.putIfAbsent(
                  name.substring(0, name.length() - FILE.length()), Files.readString(held).strip());
            } catch (IOException | InvalidPathException unreadable) {
              faults.add(name + ": this file can't be read");
            }
          }
        });
    return all;
  }

  private static void overlayEnvironment(
      ObjectNode base, Map<String, String> environment, String prefix) {
    List<String> keys = new ArrayList<>();
    base.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      String name = prefix + "_" + key.toUpperCase(Locale.ROOT);
      if (base.get(key) instanceof ObjectNode group) {
        overlayEnvironment(group, environment, name);
      } else if (environment.containsKey(name) && base.get(key).isArray()) {
        ArrayNode list = base.putArray(key);
        Stream.of(environment.get(name).split(",", -1))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .forEach(list::add);
      } else if (environment.containsKey(name)) {
        base.put(key, environment.get(name));
      }
    }
  }

  /** Takes the default for what has the wrong form, so that the next fault is found as well. */
  private Settings bind(ObjectNode tree, ObjectNode usual, List<String> faults) {
    for (int found = 0; found < MOST_FAULTS; found++) {
      try {
        return yaml.treeToValue(tree, Settings.class);
      } catch (JsonProcessingException wrong) {
        List<String> path = path(wrong);
        faults.add((path.isEmpty() ? NAME : String.join(".", path)) + ": has the wrong form");
        if (!mended(tree, usual, path)) {
          return null;
        }
      }
    }
    return null;
  }

  private static boolean mended(ObjectNode tree, ObjectNode usual, List<String> path) {
    JsonNode at = tree;
    JsonNode other = usual;
    for (int i = 0; i < path.size(); i++) {
      String name = path.get(i);
      JsonNode inside = at.get(name);
      JsonNode given = other == null ? null : other.get(name);
      boolean leaf = inside == null || !inside.isObject() || i == path.size() - 1;
      if (leaf) {
        boolean differs = given != null && !given.equals(inside);
        if (differs) {
          ((ObjectNode) at).set(name, given);
        }
        return differs;
      }
      at = inside;
      other = given;
    }
    return false;
  }

  private static List<String> path(JsonProcessingException wrong) {
    if (wrong instanceof JsonMappingException mapping) {
      return mapping.getPath().stream()
          .map(part -> part.getFieldName() == null ? "" + part.getIndex() : part.getFieldName())
          .toList();
    }
    return List.of();
  }
}
