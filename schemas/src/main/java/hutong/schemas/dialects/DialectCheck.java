package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import hutong.schemas.RejectionCode;
import hutong.schemas.SourcePlace;
import hutong.schemas.Validation;
import hutong.schemas.Violation;
import hutong.schemas.hx.ResidentRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tries a dialect on samples: reads each, judges what was read, writes it and reads that again.
 *
 * <p>A sample is a document of the partner's, or a record of ours as JSON.
 */
public final class DialectCheck {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Dialect dialect;
  private final Documents documents;
  private final Validation validation;
  private final RecordTypes types;
  private final Instant now;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<String, Set<String>> seen = new LinkedHashMap<>();

  public DialectCheck(
      Dialect dialect, Documents documents, Validation validation, RecordTypes types, Instant now) {
    this.dialect = dialect;
    this.documents = documents;
    this.validation = validation;
    this.types = types;
    this.now = now;
  }

  /**
   * What became of one sample.
   *
   * @param records how many it holds
   * @param found every remark and refusal, with its place
   * @param unread what of the partner's document no field of ours carries, by its place
   * @param lost what of our record the partner's form does not give back, by pointer
   * @param rewritten places of the partner's document that come back in another form
   */
  public record Outcome(
      String name,
      int records,
      List<Violation> found,
      Set<String> unread,
      Set<String> lost,
      Set<String> rewritten) {
    public boolean refused() {
      return found.stream().anyMatch(Violation::refuses);
    }
  }

  /**
   * How much of a type a dialect carries.
   *
   * @param allowed fields that the type may have
   * @param mapped those that the dialect carries
   * @param seen those that a sample had
   */
  public record Coverage(String type, Set<String> allowed, Set<String> mapped, Set<String> seen) {}

  /** Tries a document of the partner's. */
  public Outcome partner(String name, InputStream document, Map<String, String> beside)
      throws IOException {
    Outcome outcome = empty(name);
    int records = 0;
    try (DialectReader reader = dialect.open(document, now, beside)) {
      for (Translated each = reader.next(); each != null; each = reader.next()) {
        records++;
        outcome.unread().addAll(each.unread());
        outcome.found().addAll(each.found());
        if (each.record() != null && !each.refused()) {
          judge(each, outcome);
        }
      }
      outcome.found().addAll(reader.remarks());
    } catch (RefusedInput refused) {
      outcome.found().addAll(refused.violations());
    }
    return counted(outcome, records);
  }

  /** Tries a record of ours. */
  public Outcome own(String name, byte[] record) throws IOException {
    Outcome outcome = empty(name);
    if (json.readTree(record) instanceof ObjectNode object) {
      Translated own =
          new Translated(
              null,
              object,
              object,
              1,
              List.of(),
              List.of(),
              new Translated.Read(now, DialectReader.Beside.NOTHING, Set.of()));
      if (valid(own, outcome)) {
        written(object, 1, outcome);
      }
    }
    return counted(outcome, 1);
  }

  private static Outcome empty(String name) {
    return new Outcome(
        name, 0, new ArrayList<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  }

  private static Outcome counted(Outcome all, int records) {
    return new Outcome(all.name(), records, all.found(), all.unread(), all.lost(), all.rewritten());
  }

  private void judge(Translated each, Outcome outcome) throws IOException {
    boolean decision = each.record().path("type").asText().equals(DecisionForm.TYPE);
    if (!decision && !valid(each, outcome)) {
      return;
    }
    ObjectNode again = written(each.record(), each.row(), outcome);
    if (again != null) {
      for (String place : Losses.between(each.tree(), again)) {
        if (each.map().known().reads(place)) {
          outcome.rewritten().add(place);
        }
      }
    }
  }

  private boolean valid(Translated each, Outcome outcome) {
    try {
      ResidentRecord record = documents.readRecord(each.record());
      List<Violation> found =
          each.located(validation.check(record, LocalDate.ofInstant(now, ZONE)));
      outcome.found().addAll(found);
      return found.stream().noneMatch(Violation::refuses);
    } catch (RefusedInput refused) {
      outcome.found().addAll(each.located(refused.violations()));
      return false;
    }
  }

  /** Writes it as bytes and reads them: the form counts, and not only the table. */
  private ObjectNode written(ObjectNode record, int row, Outcome outcome) throws IOException {
    fields("", record, seen.computeIfAbsent(record.path("type").asText(), any -> new TreeSet<>()));
    var bytes = new ByteArrayOutputStream();
    try {
      DialectWriter.Written told;
      try (DialectWriter writer = dialect.create(bytes, now)) {
        told = writer.write(record);
      }
      outcome.lost().addAll(told.lost());
      told.found().forEach(each -> outcome.found().add(each.at(place(each, row))));
      try (DialectReader reader =
          dialect.open(new ByteArrayInputStream(bytes.toByteArray()), now, Map.of())) {
        Translated back = reader.next();
        if (back == null || back.refused()) {
          outcome.found().add(broken(row));
          return null;
        }
        outcome.lost().addAll(Losses.between(record, back.record()));
        return back.tree();
      }
    } catch (Unwritable unwritable) {
      unwritable.violations().forEach(each -> outcome.found().add(each.at(place(each, row))));
    } catch (RefusedInput refused) {
      outcome.found().add(broken(row));
    }
    return null;
  }

  private static SourcePlace place(Violation each, int row) {
    return new SourcePlace(row, each.source() == null ? "" : each.source().column());
  }

  private static Violation broken(int row) {
    return Violation.refuse(
            RejectionCode.SCHEMA_INVALID,
            "",
            "not-read-again",
            "按此方言写出的文件不能再按此方言读回,请核对方言文件。",
            "What the dialect writes it can't read again: look over its file.")
        .at(new SourcePlace(row, ""));
  }

  /** Of every type that the dialect knows, in its order. */
  public List<Coverage> coverage() {
    List<Coverage> all = new ArrayList<>();
    for (String name : dialect.types()) {
      TypeMap map = dialect.of(name).orElseThrow();
      Set<String> allowed = TypeParser.allowed(types, name);
      Set<String> mapped = new TreeSet<>();
      map.lines().forEach(line -> mapped.add(line.to().field().pointer()));
      map.presets().forEach(preset -> mapped.add(preset.to().field().pointer()));
      mapped.retainAll(allowed);
      all.add(
          new Coverage(name, new TreeSet<>(allowed), mapped, seen.getOrDefault(name, Set.of())));
    }
    return all;
  }

  private static void fields(String path, JsonNode node, Set<String> found) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        fields(path + "/" + each.getKey(), each.getValue(), found);
      }
    } else if (node.isArray()) {
      node.forEach(each -> fields(path, each, found));
    } else if (!path.equals("/type")) {
      found.add(path);
    }
  }
}
