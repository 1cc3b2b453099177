package hutong.schemas.dialects;

import hutong.schemas.CanonicalField;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes one dialect of its files, and collects everything that is wrong with them. */
final class DialectParser {
  private static final String COMMON = "common";

  private final Map<String, byte[]> files;
  private final Map<String, Map<String, CanonicalField>> fields;
  private final RecordTypes recordTypes;
  private final CodeLists lists;
  private final List<String> faults = new ArrayList<>();
  private PartnerFormat format;
  private ZoneId zone = ZoneId.of("Asia/Shanghai");

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
    zone = Attempt.or(file, "zone", () -> ZoneId.of(file.text("zone", "Asia/Shanghai")), zone);
    Rules rules = new Rules(new CodeMaps(files).all(file.inside("codes")), lists::of, zone);
    List<String> places = places(file);
    format = Attempt.or(file, "format", () -> Formats.of(file.inside("format"), places), null);
    if (format == null) {
      stop();
    }
    LineParser parser = new LineParser(format, fields, lists, rules);
    Map<String, TypeMap> types =
        new TypeParser(file, files, fields, recordTypes, format, parser, zone).all();
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
    if (!version.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,19})")) {
      file.fault(
          "version",
          "a version is 1 to 20 of letters, digits, point and hyphen, and begins with one of the first");
    }
    LocalDate from =
        Attempt.or(file, "validFrom", () -> LocalDate.parse(file.text("validFrom")), LocalDate.MAX);
    Yaml title = file.inside("title");
    title.only("zh", "en");
    return new Dialect.Heading(name, version, from, title.text("zh"), title.text("en"));
  }

  /** All places that the dialect writes, in its order: the columns of a table. */
  private static List<String> places(Yaml file) {
    Set<String> written = new LinkedHashSet<>();
    List<Yaml> parts = new ArrayList<>(List.of(file.inside(COMMON)));
    file.inside("types").keys().forEach(type -> parts.add(file.inside("types").inside(type)));
    if (file.has("clock")) {
      written.add(file.inside("clock").text("at"));
    }
    for (String section : List.of("marks", "constants", "fields")) {
      parts.forEach(part -> part.inside(section).keys().forEach(written::add));
    }
    return List.copyOf(written);
  }

  private PartnerPath path(String written) {
    return PartnerPath.of(written, format.path(written));
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
    return Attempt.or(
        clock,
        "form",
        () ->
            new DeviceClock(path(clock.text("at")), new TimeRule(clock.text("form"), zone, false)),
        null);
  }
}
