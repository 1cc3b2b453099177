package hutong.schemas.dialects;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import hutong.schemas.CanonicalField;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import java.io.StringReader;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Makes one dialect of its files, and collects everything that is wrong with them. */
final class DialectParser {
  private static final String COMMON = "common";

  private final Map<String, byte[]> files;
  private final Map<String, Map<String, CanonicalField>> fields;
  private final RecordTypes recordTypes;
  private final CodeLists lists;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, CodeMap> codes = new LinkedHashMap<>();
  private final Set<String> written = new LinkedHashSet<>();
  private PartnerFormat format;
  private ZoneId zone = ZoneId.of("Asia/Shanghai");
  private Rules rules;

  DialectParser(
      Map<String, byte[]> files,
      Map<String, Map<String, CanonicalField>> fields,
      RecordTypes recordTypes,
      CodeLists lists) {
    this.files = files;
    this.fields = fields;
    this.recordTypes = recordTypes;
    this.lists = lists;
  }

  Dialect parse() throws DialectFaults {
    Yaml file = whole();
    stop();
    file.only(
        "dialect",
        "version",
        "validFrom",
        "title",
        "format",
        "zone",
        "absent",
        "clock",
        "given",
        "codes",
        COMMON,
        "types",
        "include");
    Dialect.Heading heading = heading(file);
    zone = or(file, "zone", () -> ZoneId.of(file.text("zone", "Asia/Shanghai")), zone);
    Yaml maps = file.inside("codes");
    for (String name : maps.keys()) {
      codes.put(name, codes(maps, name));
    }
    rules = new Rules(codes, lists::of, zone);
    paths(file);
    format =
        or(file, "format", () -> Formats.of(file.inside("format"), List.copyOf(written)), null);
    if (format == null) {
      stop();
    }
    Map<String, TypeMap> types = new LinkedHashMap<>();
    for (String type : file.inside("types").keys()) {
      types.put(type, type(file, type));
    }
    if (types.isEmpty()) {
      file.fault("types", "a dialect has one type of record at least");
    }
    Map<String, Target> given = given(file);
    DeviceClock clock = file.has("clock") ? clock(file.inside("clock")) : null;
    stop();
    return new Dialect(heading, format, types, given, clock);
  }

  /** With what another file of the folder has to say, for dialects that share it. */
  private Yaml whole() {
    Yaml file = yaml(DialectFiles.NAME);
    if (!file.has("include")) {
      return file;
    }
    String name = file.text("include");
    if (!files.containsKey(name)) {
      file.fault("include", "there is no file " + name);
      return file;
    }
    return file.over(yaml(name));
  }

  private Yaml yaml(String name) {
    return Yaml.read(files.getOrDefault(name, new byte[0]), name, faults);
  }

  private void stop() throws DialectFaults {
    if (!faults.isEmpty()) {
      throw new DialectFaults(faults.stream().distinct().toList());
    }
  }

  private static Dialect.Heading heading(Yaml file) {
    String name = file.text("dialect");
    String version = file.text("version");
    if (!name.matches("[a-z0-9-]{2,40}")) {
      file.fault("dialect", "a name is 2 to 40 of a-z, 0-9 and hyphen");
    }
    if (!version.matches("[A-Za-z0-9.-]{1,20}")) {
      file.fault("version", "a version is 1 to 20 of letters, digits, point and hyphen");
    }
    LocalDate from =
        or(file, "validFrom", () -> LocalDate.parse(file.text("validFrom")), LocalDate.MAX);
    Yaml title = file.inside("title");
    title.only("zh", "en");
    return new Dialect.Heading(name, version, from, title.text("zh"), title.text("en"));
  }

  /** What a part of the file gives, or a fault with the reason. */
  private static <T> T or(Yaml file, String key, Supplier<T> part, T otherwise) {
    try {
      return part.get();
    } catch (DateTimeException wrong) {
      file.fault(key, "not a date or zone: a day is written yyyy-MM-dd, a zone Asia/Shanghai");
    } catch (NumberFormatException wrong) {
      file.fault(key, "a number is wanted");
    } catch (UnsupportedCharsetException | IllegalCharsetNameException wrong) {
      file.fault(key, "unknown charset: UTF-8 or GB18030, for example");
    } catch (IllegalArgumentException wrong) {
      file.fault(key, String.valueOf(wrong.getMessage()));
    } catch (RuntimeException wrong) {
      file.fault(key, "this is not as it should be");
    }
    return otherwise;
  }

  /** Inside, theirs: ours; or the name of a CSV file with the columns theirs and ours. */
  private CodeMap codes(Yaml all, String name) {
    Map<String, String> ours = new LinkedHashMap<>();
    if (all.node().get(name).isTextual()) {
      String csv = all.text(name);
      byte[] text = files.get(csv);
      if (text == null) {
        all.fault(name, "there is no file " + csv);
        return new CodeMap(name, ours);
      }
      try (CsvReader<NamedCsvRecord> rows =
          CsvReader.builder()
              .ofNamedCsvRecord(new StringReader(new String(text, StandardCharsets.UTF_8)))) {
        for (NamedCsvRecord row : rows) {
          if (ours.put(row.getField("theirs"), row.getField("ours")) != null) {
            all.fault(name, csv + ", line " + row.getStartingLineNumber() + ": stands twice");
          }
        }
      } catch (java.io.IOException | RuntimeException broken) {
        all.fault(name, csv + " is no CSV file with the columns theirs and ours");
      }
    } else {
      ours.putAll(all.inside(name).texts());
    }
    return new CodeMap(name, ours);
  }

  /** All places that the dialect writes, in its order: the columns of a table. */
  private void paths(Yaml file) {
    List<Yaml> parts = new ArrayList<>(List.of(file.inside(COMMON)));
    file.inside("types").keys().forEach(type -> parts.add(file.inside("types").inside(type)));
    if (file.has("clock")) {
      written.add(file.inside("clock").text("at"));
    }
    for (String section : List.of("marks", "constants", "fields")) {
      parts.forEach(part -> part.inside(section).keys().forEach(written::add));
    }
  }

  private List<PartnerPath> paths(Yaml part, String key) {
    List<PartnerPath> found = new ArrayList<>();
    for (String written : part.list(key)) {
      PartnerPath one = or(part, key, () -> path(written), null);
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  private PartnerPath path(String written) {
    return PartnerPath.of(written, format.path(written));
  }

  private TypeMap type(Yaml file, String type) {
    Yaml own = file.inside("types").inside(type);
    own.only("uses", "marks", "has", "constants", "fields", "defaults", "ignore", "read", "write");
    Yaml common = file.inside(COMMON);
    common.only("marks", "constants", "fields", "defaults", "ignore");
    Map<String, CanonicalField> known = fields.get(type);
    if (known == null) {
      own.fault(type, "there is no such type of record");
      return null;
    }
    Set<String> allowed = allowed(recordTypes, type);
    Map<String, FieldLine> lines = new LinkedHashMap<>();
    common
        .inside("fields")
        .texts()
        .forEach((at, line) -> line(common, at, line, known, true, lines));
    own.inside("fields").texts().forEach((at, line) -> line(own, at, line, known, false, lines));
    Map<String, Preset> presets = new LinkedHashMap<>();
    Yaml ownDefaults = own.inside("defaults");
    ownDefaults.texts().forEach((to, text) -> preset(ownDefaults, to, text, known, presets));
    Yaml shared = common.inside("defaults");
    shared
        .texts()
        .forEach(
            (to, text) -> {
              CanonicalField field = known.get(to);
              if (field != null && allowed.contains(field.pointer())) {
                preset(shared, to, text, known, presets);
              }
            });
    Map<PartnerPath, String> marks = places(common.inside("marks"));
    marks.putAll(places(own.inside("marks")));
    Map<PartnerPath, String> constants = places(common.inside("constants"));
    constants.putAll(places(own.inside("constants")));
    Known reads = new Known();
    lines.values().forEach(line -> reads.value(line.from().names()));
    marks.keySet().forEach(place -> reads.value(place.names()));
    constants.keySet().forEach(place -> reads.value(place.names()));
    if (file.has("clock")) {
      reads.value(path(file.inside("clock").text("at")).names());
    }
    List<String> ignored = new ArrayList<>(common.list("ignore"));
    ignored.addAll(own.list("ignore"));
    ignored.addAll(own.list("uses"));
    ignored.forEach(
        place -> {
          PartnerPath found = or(own, place, () -> path(place), null);
          if (found != null) {
            reads.ignored(found.names());
          }
        });
    return new TypeMap(
        type,
        marks,
        paths(own, "has"),
        constants,
        List.copyOf(lines.values()),
        List.copyOf(presets.values()),
        Set.copyOf(file.list("absent")),
        reads,
        zone,
        transformation(own, "read"),
        transformation(own, "write"));
  }

  /** Fields that a type may have, by their JSON Pointers. */
  static Set<String> allowed(RecordTypes types, String type) {
    return types.of(type).map(RecordType::fields).orElseGet(DecisionForm::pointers);
  }

  private Map<PartnerPath, String> places(Yaml part) {
    Map<PartnerPath, String> places = new LinkedHashMap<>();
    part.texts()
        .forEach(
            (at, value) -> {
              PartnerPath place = or(part, at, () -> path(at), null);
              if (place != null) {
                places.put(place, value);
              }
            });
    return places;
  }

  /**
   * @param passed whether a type without such a field does without the line
   */
  private void line(
      Yaml part,
      String at,
      String text,
      Map<String, CanonicalField> known,
      boolean passed,
      Map<String, FieldLine> lines) {
    try {
      RuleWords words = RuleWords.of(text);
      String plain = words.target().replaceAll("\\.([*]|[0-9]+)(?=\\.|$)", "");
      if (passed && !known.containsKey(plain)) {
        if (fields.values().stream().noneMatch(type -> type.containsKey(plain))) {
          part.fault(at, "no type of record has a field " + plain);
        }
        return;
      }
      lines.put(at, line(at, text, words, Target.of(words.target(), known)));
    } catch (NumberFormatException wrong) {
      part.fault(at, "a number is wanted");
    } catch (IllegalArgumentException wrong) {
      part.fault(at, String.valueOf(wrong.getMessage()));
    } catch (RuntimeException wrong) {
      part.fault(at, "this is not as it should be: field | rule words | rule words");
    }
  }

  private FieldLine line(String at, String text, RuleWords words, Target to) {
    List<Rule> made = new ArrayList<>();
    int part = 0;
    String separator = null;
    for (List<String> rule : words.rules()) {
      if (rule.get(0).equals("part")) {
        part = Integer.parseInt(rule.get(1));
        separator = rule.size() > 2 ? rule.get(2) : " ";
      } else if (rule.get(0).equals("list")) {
        separator = rule.size() > 1 ? rule.get(1) : "、";
      } else {
        Rule one = rules.of(rule, to.field().pointer());
        if (one instanceof CodeMap map) {
          checkCodes(map, to.field());
        }
        made.add(one);
      }
    }
    boolean nothingBetween = part == 0 && separator != null && separator.isEmpty();
    if (part < 0 || part > FieldLine.MOST_PARTS || nothingBetween) {
      throw new IllegalArgumentException("part 1 to 9, and a separator between");
    }
    if (part > 0 && to.field().list() >= 0) {
      throw new IllegalArgumentException("what stands in a list is in one place, not in parts");
    }
    PartnerPath from = path(at);
    boolean listed = part == 0 && separator != null;
    if (!listed && from.star() < 0 && to.each()) {
      throw new IllegalArgumentException("* has to stand on both sides, or list SEPARATOR here");
    }
    String shown = words.rules().isEmpty() ? "" : text.substring(text.indexOf('|') + 1).strip();
    return new FieldLine(from, to, List.copyOf(made), shown, part, separator);
  }

  /** A code of ours that is none would be refused only when a record has it. */
  private void checkCodes(CodeMap map, CanonicalField field) {
    for (String ours : map.ours()) {
      boolean known =
          (field.choices().isEmpty() || field.choices().contains(ours))
              && lists.of(field.pointer()).map(list -> list.has(ours)).orElse(true);
      if (!known) {
        throw new IllegalArgumentException(
            "the code map " + map.name() + " leads to " + ours + ", which this field can't have");
      }
    }
  }

  private static void preset(
      Yaml part,
      String to,
      String text,
      Map<String, CanonicalField> known,
      Map<String, Preset> all) {
    if (all.containsKey(to)) {
      return;
    }
    try {
      Target target = Target.of(to, known);
      if (text.equals(Preset.NOW) || text.equals(Preset.TODAY)) {
        all.put(to, new Preset(target, null, null, text.equals(Preset.TODAY), text));
      } else if (text.startsWith("=")) {
        all.put(to, new Preset(target, null, Target.of(text.substring(1), known), false, text));
      } else {
        all.put(to, new Preset(target, text, null, false, text));
      }
    } catch (IllegalArgumentException wrong) {
      part.fault(to, String.valueOf(wrong.getMessage()));
    }
  }

  private Expression transformation(Yaml part, String key) {
    if (!part.has(key)) {
      return null;
    }
    String name = part.text(key);
    byte[] text = files.get(name);
    if (text == null) {
      part.fault(key, "there is no file " + name);
      return null;
    }
    try {
      return new Parser(new StringReader(new String(text, StandardCharsets.UTF_8))).compile();
    } catch (JsltException broken) {
      part.fault(key, name + " is no JSLT: " + broken.getMessage());
      return null;
    }
  }

  private Map<String, Target> given(Yaml file) {
    Map<String, Target> given = new LinkedHashMap<>();
    for (String name : file.list("given")) {
      CanonicalField field =
          fields.values().stream()
              .map(type -> type.get(name))
              .filter(f -> f != null)
              .findFirst()
              .orElse(null);
      if (field == null || field.list() >= 0) {
        file.fault("given", "there is no single field " + name);
      } else {
        given.put(name, new Target(field, -1));
      }
    }
    return given;
  }

  private DeviceClock clock(Yaml clock) {
    clock.only("at", "form");
    return or(
        clock,
        "form",
        () ->
            new DeviceClock(path(clock.text("at")), new TimeRule(clock.text("form"), zone, false)),
        null);
  }
}
