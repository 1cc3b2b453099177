package hutong.gateway.codes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hutong.gateway.codes.Explanation.Text;
import hutong.schemas.RejectionCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Explains every code that a node says: its own words, no values of anybody's record. */
public final class CodeBook {

  private final SortedMap<String, Map<CodeKind, Explanation>> pages = new TreeMap<>();

  /**
   * @param answers what the API's own codes mean
   * @throws UncheckedIOException if the program is not whole
   */
  public CodeBook(Map<String, Explanation> answers) {
    answers.forEach((code, explanation) -> put(code, CodeKind.ANSWER, explanation));
    refusals();
    read(CodeKind.STATE, "states.yaml");
    read(CodeKind.WAIT, "waits.yaml");
    read(CodeKind.ALARM, "alarms.yaml");
    read(CodeKind.QUARANTINE, "quarantine.yaml");
    read(CodeKind.RUNBOOK, "runbook.yaml");
  }

  public Set<String> codes() {
    return pages.keySet();
  }

  /** What a code means, place by place; empty if there is no such code. */
  public Map<CodeKind, Explanation> page(String code) {
    return pages.getOrDefault(code, Map.of());
  }

  /** The meaning stands with each code itself, what to do in a file. */
  private void refusals() {
    Map<String, JsonNode> todo = entries("refusals.yaml");
    for (RejectionCode code : RejectionCode.values()) {
      JsonNode entry = todo.get(code.name());
      put(
          code.name(),
          CodeKind.REFUSAL,
          new Explanation(
              0,
              new Text(code.zh(), entry.at("/zh/todo").textValue()),
              new Text(code.en(), entry.at("/en/todo").textValue())));
    }
  }

  private void read(CodeKind kind, String file) {
    entries(file)
        .forEach(
            (code, entry) ->
                put(code, kind, new Explanation(0, text(entry.get("zh")), text(entry.get("en")))));
  }

  private static Text text(JsonNode entry) {
    return new Text(entry.get("means").textValue(), entry.get("todo").textValue());
  }

  private void put(String code, CodeKind kind, Explanation explanation) {
    pages.computeIfAbsent(code, c -> new EnumMap<>(CodeKind.class)).put(kind, explanation);
  }

  private static Map<String, JsonNode> entries(String file) {
    try (InputStream in = CodeBook.class.getResourceAsStream(file)) {
      return new YAMLMapper().readValue(in, new TypeReference<Map<String, JsonNode>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
