package hutong.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the versioned code lists and says which field is written in which; immutable. */
public final class CodeLists {
  private final Map<String, CodeList> byField;

  /**
   * One edition of one list.
   *
   * @param uri stable name of list and edition
   * @param validFrom first day of the edition, ISO 8601
   * @param labels by code, in Chinese, in the standard's order
   */
  public record CodeList(
      String uri, String standard, String validFrom, Map<String, String> labels) {
    public boolean has(String code) {
      return labels.containsKey(code);
    }
  }

  private record Entry(
      String uri, String file, String standard, String validFrom, List<String> fields) {}

  private CodeLists(Map<String, CodeList> byField) {
    this.byField = Map.copyOf(byField);
  }

  /** Reads the project's own lists. */
  public static CodeLists load() {
    Map<String, CodeList> byField = new HashMap<>();
    for (Entry entry : entries()) {
      Map<String, String> labels = new LinkedHashMap<>();
      Csv.read(
          "codelists/" + entry.file + ".csv",
          row -> labels.put(row.getField("code"), row.getField("label_zh")));
      var list = new CodeList(entry.uri, entry.standard, entry.validFrom, labels);
      entry.fields.forEach(field -> byField.put(field, list));
    }
    return new CodeLists(byField);
  }

  /** The list in which a field (JSON Pointer) is written; empty for a field without one. */
  public Optional<CodeList> of(String field) {
    return Optional.ofNullable(byField.get(field));
  }

  public Collection<CodeList> all() {
    return byField.values();
  }

  private static List<Entry> entries() {
    try (var in = CodeLists.class.getResourceAsStream("code-lists.json")) {
      return JsonMapper.builder().build().readValue(in, new TypeReference<List<Entry>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("code-lists.json", e);
    }
  }
}
