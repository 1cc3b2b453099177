package hutong.schemas.dialects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One mapping of a YAML file, with the place where it stands; notes what is not as it should be.
 */
final class Yaml {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .disable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
              .build());

  private static final String QUOTES =
      "put it in quotes: without, YAML makes a number of it, or yes or no, or nothing";

  private final JsonNode node;
  private final String place;
  private final List<String> faults;

  private Yaml(JsonNode node, String place, List<String> faults) {
    this.node = node;
    this.place = place;
    this.faults = faults;
  }

  static Yaml read(byte[] text, String file, List<String> faults) {
    JsonNode root = MAPPER.missingNode();
    try {
      root = MAPPER.readTree(text);
    } catch (JsonProcessingException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
      faults.add("%s, line %d: not YAML, or a key stands twice".formatted(file, line));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (!root.isObject() && faults.isEmpty()) {
      faults.add(file + ": here stands a mapping of keys to values");
    }
    return new Yaml(root.isObject() ? root : MAPPER.createObjectNode(), file, faults);
  }

  /** Both together; what stands here counts where the other says something else. */
  Yaml over(Yaml other) {
    ObjectNode both = MAPPER.createObjectNode();
    both.setAll((ObjectNode) other.node);
    both.setAll((ObjectNode) node);
    return new Yaml(both, place + " with " + other.place, faults);
  }

  /** Any other key is a fault: a mistyped one would be passed over. */
  void only(String... keys) {
    List<String> known = List.of(keys);
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (!known.contains(each.getKey())) {
        fault(each.getKey(), "no such key: the keys here are " + String.join(", ", known));
      }
    }
  }

  void fault(String key, String sentence) {
    faults.add(place + ": " + key + ": " + sentence);
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  JsonNode node() {
    return node;
  }

  /** Empty, and a fault, if it is missing. */
  String text(String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull() || value.isContainerNode()) {
      fault(key, "missing, or no text");
      return "";
    }
    if (!value.isTextual()) {
      fault(key, QUOTES);
    }
    return value.asText();
  }

  /** The number given if there is none. */
  int number(String key, int otherwise) {
    if (has(key) && !node.get(key).isInt()) {
      fault(key, "a whole number is wanted");
      return otherwise;
    }
    return node.path(key).asInt(otherwise);
  }

  boolean flag(String key) {
    if (has(key) && !node.get(key).isBoolean()) {
      fault(key, "true or false is wanted");
    }
    return node.path(key).asBoolean();
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  Yaml inside(String key) {
    JsonNode below = node.path(key);
    if (!below.isMissingNode() && !below.isNull() && !below.isObject()) {
      fault(key, "here stands a mapping of keys to values");
    }
    return new Yaml(
        below.isObject() ? below : MAPPER.createObjectNode(), place + ": " + key, faults);
  }

  Iterable<String> keys() {
    return node::fieldNames;
  }

  /** Texts of a list. */
  List<String> list(String key) {
    JsonNode list = node.path(key);
    if (!list.isMissingNode() && !list.isArray()) {
      fault(key, "here stands a list");
    }
    List<String> texts = new ArrayList<>();
    list.forEach(
        each -> {
          texts.add(each.asText());
          if (!each.isTextual()) {
            fault(key, QUOTES);
          }
        });
    return texts;
  }

  /** Mappings of a list. */
  List<Yaml> each(String key) {
    List<Yaml> all = new ArrayList<>();
    for (JsonNode one : node.path(key)) {
      String at = place + ": " + key + " " + (all.size() + 1);
      all.add(new Yaml(one.isObject() ? one : MAPPER.createObjectNode(), at, faults));
    }
    return all;
  }

  /** Texts by their keys, in order. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      texts.put(each.getKey(), each.getValue().asText());
      if (!each.getValue().isTextual()) {
        fault(each.getKey(), each.getValue().isContainerNode() ? "here stands one text" : QUOTES);
      }
    }
    return texts;
  }
}
