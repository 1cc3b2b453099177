package hutong.schemas.dialects;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import hutong.schemas.CanonicalField;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes of a dialect's file how it writes each type. */
final class TypeParser {
  private final Yaml file;
  private final Map<String, byte[]> files;
  private final Map<String, Map<String, CanonicalField>> fields;
  private final RecordTypes recordTypes;
  private final PartnerFormat format;
  private final LineParser parser;
  private final ZoneId zone;

  TypeParser(
      Yaml file,
      Map<String, byte[]> files,
      Map<String, Map<String, CanonicalField>> fields,
      RecordTypes recordTypes,
      PartnerFormat format,
      LineParser parser,
      ZoneId zone) {
    this.file = file;
    this.files = files;
    this.fields = fields;
    this.recordTypes = recordTypes;
    this.format = format;
    this.parser = parser;
    this.zone = zone;
  }

  Map<String, TypeMap> all() {
    Map<String, TypeMap> types = new LinkedHashMap<>();
    for (String type : file.inside("types").keys()) {
      types.put(type, type(type));
    }
    if (types.isEmpty()) {
      file.fault("types", "a dialect has one type of record at least");
    }
    return types;
  }

  private TypeMap type(String type) {
    Yaml own = file.inside("types").inside(type);
    own.only("uses", "marks", "has", "constants", "fields", "defaults", "ignore", "read", "write");
    Yaml common = file.inside("common");
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
        .forEach((at, line) -> parser.line(common, at, line, known, true, lines));
    own.inside("fields")
        .texts()
        .forEach((at, line) -> parser.line(own, at, line, known, false, lines));
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
          PartnerPath found = Attempt.or(own, place, () -> path(place), null);
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
              PartnerPath place = Attempt.or(part, at, () -> path(at), null);
              if (place != null) {
                places.put(place, value);
              }
            });
    return places;
  }

  private List<PartnerPath> paths(Yaml part, String key) {
    List<PartnerPath> found = new ArrayList<>();
    for (String written : part.list(key)) {
      PartnerPath one = Attempt.or(part, key, () -> path(written), null);
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  private PartnerPath path(String written) {
    return PartnerPath.of(written, format.path(written));
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
}
