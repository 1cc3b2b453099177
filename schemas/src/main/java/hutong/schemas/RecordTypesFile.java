package hutong.schemas;

import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.schemas.hx.Kind;
import hutong.schemas.hx.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads {@code record-types.json}; a name in it that does not exist stops the start. */
record RecordTypesFile(
    String version,
    Map<String, Version> schemaVersions,
    Map<String, Basis> legalBases,
    Map<String, List<String>> groups,
    Map<String, Entry> types) {

  record Version(String from, String until) {}

  record Basis(String title, String clause, String since) {}

  record Entry(
      String zh,
      String en,
      Kind kind,
      String since,
      Set<String> answeredBy,
      Set<String> answers,
      Set<String> concerns,
      boolean opensCase,
      CaseStep step,
      List<String> fields,
      List<String> legalBases,
      Set<Side> from,
      Side to,
      Set<Side> toPermitted,
      ClockRule clock,
      ClockRule urgentClock,
      boolean evaluated,
      boolean inOrder,
      Kept retention,
      Map<String, List<String>> readers) {}

  record Kept(String period, String basis) {}

  static RecordTypes read() {
    try (var in = RecordTypesFile.class.getResourceAsStream("record-types.json")) {
      RecordTypesFile file = JsonMapper.builder().build().readValue(in, RecordTypesFile.class);
      Map<String, RecordType> types = new TreeMap<>();
      file.types.forEach((name, entry) -> types.put(name, file.type(name, entry)));
      return new RecordTypes(types, file.versions());
    } catch (IOException e) {
      throw new UncheckedIOException("record-types.json", e);
    }
  }

  private List<SchemaVersion> versions() {
    List<SchemaVersion> versions = new ArrayList<>();
    schemaVersions.forEach(
        (name, version) ->
            versions.add(
                new SchemaVersion(
                    name,
                    LocalDate.parse(version.from),
                    version.until == null ? null : LocalDate.parse(version.until))));
    return versions;
  }

  private RecordType type(String name, Entry entry) {
    Set<String> fields = pointers(entry.fields);
    Map<String, Set<String>> readers = new TreeMap<>();
    entry.readers.forEach(
        (role, visible) -> {
          Set<String> seen = pointers(visible);
          require(fields.containsAll(seen), "a reader sees more than the type carries", name);
          readers.put(role, seen);
        });
    Set<Side> permitted = orNone(entry.toPermitted);
    require(
        entry.to == null ? follows(entry) : permitted.contains(entry.to),
        "the default side is not permitted, or there is none and it follows nothing",
        name);
    require(entry.retention != null, "no retention", name);
    require(schemaVersions.containsKey(entry.since), "no such version of the schema", name);
    require(types.keySet().containsAll(orNone(entry.answers)), "answers an unknown type", name);
    require(types.keySet().containsAll(orNone(entry.answeredBy)), "no such reply type", name);
    require(types.keySet().containsAll(orNone(entry.concerns)), "concerns an unknown type", name);
    return new RecordType(
        name,
        entry.zh,
        entry.en,
        entry.kind,
        entry.since,
        Set.copyOf(orNone(entry.answeredBy)),
        Set.copyOf(orNone(entry.answers)),
        Set.copyOf(orNone(entry.concerns)),
        entry.opensCase,
        entry.step,
        fields,
        entry.legalBases.stream().collect(Collectors.toUnmodifiableMap(id -> id, this::basis)),
        Set.copyOf(orNone(entry.from)),
        entry.to,
        Set.copyOf(permitted),
        Optional.ofNullable(entry.clock),
        Optional.ofNullable(entry.urgentClock),
        entry.inOrder,
        new Retention(Period.parse(entry.retention.period), basis(entry.retention.basis)),
        Map.copyOf(readers),
        entry.evaluated);
  }

  private LegalBasis basis(String id) {
    Basis basis = legalBases.get(id);
    require(basis != null, "no such legal basis", id);
    return new LegalBasis(id, basis.title, basis.clause, basis.since);
  }

  private Set<String> pointers(List<String> entries) {
    Set<String> pointers = new TreeSet<>();
    for (String entry : entries) {
      if (entry.startsWith("@")) {
        List<String> group = groups.get(entry.substring(1));
        require(group != null, "no such group of fields", entry);
        pointers.addAll(group);
      } else {
        pointers.add(entry);
      }
    }
    return Set.copyOf(pointers);
  }

  private static boolean follows(Entry entry) {
    return !orNone(entry.answers).isEmpty() || !orNone(entry.concerns).isEmpty();
  }

  private static <T> Set<T> orNone(Set<T> names) {
    return names == null ? Set.of() : names;
  }

  private static void require(boolean holds, String otherwise, String name) {
    if (!holds) {
      throw new IllegalStateException("record-types.json: " + otherwise + ": " + name);
    }
  }
}
