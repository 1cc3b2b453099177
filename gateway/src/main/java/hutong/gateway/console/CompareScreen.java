package hutong.gateway.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.gateway.dialects.HeldRecords;
import hutong.gateway.dialects.HeldRecords.Missing;
import hutong.gateway.dialects.HeldRecords.NotHeld;
import hutong.gateway.dialects.Standing;
import hutong.schemas.dialects.Comparison;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.Unwritable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sets a record that is held beside what two dialects make of it, with the rule for each field.
 * What the fields say is hidden, and shown to an auditor who says why; that is noted first.
 */
final class CompareScreen implements Screen {

  private static final String PATH = "/console/records/:id/compare";
  private static final String HIDDEN = "•••";
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{2,40}");
  private static final List<String> REASONS =
      List.of("COMPLAINT", "DATA_QUALITY", "DISPUTE", "TRANSLATION_FAULT", "SUPERVISION");

  private final ConsoleParts parts;
  private final HeldRecords records;

  CompareScreen(ConsoleParts parts) {
    this.parts = parts;
    this.records = parts.records();
  }

  @Override
  public void mount(Pages pages) {
    List<String> same = List.of("COMPARISON");
    pages.get(PATH, Right.DESK, "records", same, this::masked);
    pages.once(PATH, Right.AUDIT, "records", same, this::shown);
  }

  private Content masked(Visit visit) throws Exception {
    return compared(visit, visit::param, false);
  }

  private Content shown(Visit visit) throws Exception {
    String reason = visit.field("reason");
    if (!REASONS.contains(reason)) {
      throw new NotSound("compare.noReason");
    }
    UUID id = visit.id("id");
    if (id == null) {
      return Content.NOTHING;
    }
    parts.acts().before(visit.asked("REASON_" + reason));
    return compared(visit, visit::field, true);
  }

  private Content compared(Visit visit, Function<String, String> asked, boolean values)
      throws Exception {
    UUID id = visit.id("id");
    if (id == null) {
      return Content.NOTHING;
    }
    ObjectNode record;
    try {
      record = records.open(id, visit.account().viewer());
    } catch (NotHeld missing) {
      if (missing.why() == Missing.UNKNOWN) {
        return Content.NOTHING;
      }
      throw new NotSound("compare." + missing.why());
    }
    String type = record.path("type").asText();
    List<Dialect> all = writing(type);
    Dialect from = chosen(all, asked.apply("from"), "from");
    Dialect to = chosen(all, asked.apply("to"), "to");
    Comparison source = beside(record, from);
    Comparison target = beside(record, to);
    Map<String, Comparison.Line> read =
        source.lines().stream()
            .collect(Collectors.toMap(Comparison.Line::pointer, Function.identity(), (a, b) -> a));
    List<ComparePage.Row> rows =
        target.lines().stream()
            .map(each -> row(each, read.get(each.pointer()), to != null, values))
            .toList();
    Texts texts = visit.texts();
    return new Content(
        "compare",
        new ComparePage(
            id.toString(),
            type,
            choices(all, from, texts),
            choices(all, to, texts),
            from == null ? "" : from.heading().name(),
            to == null ? "" : to.heading().name(),
            values,
            REASONS.stream()
                .map(each -> Choice.of(each, texts.get("compare.reason." + each), ""))
                .toList(),
            rows,
            (int) rows.stream().filter(ComparePage.Row::changed).count()),
        texts.get("compare"));
  }

  private List<Dialect> writing(String type) {
    List<Dialect> all = new ArrayList<>();
    for (Standing each : parts.dialects().all()) {
      parts
          .dialects()
          .live(each.name())
          .filter(dialect -> dialect.types().contains(type))
          .ifPresent(all::add);
    }
    return all;
  }

  private static Dialect chosen(List<Dialect> all, String name, String filter) throws NotSound {
    if (name.isEmpty()) {
      return null;
    }
    Optional<Dialect> found =
        NAME.matcher(name).matches()
            ? all.stream().filter(each -> each.heading().name().equals(name)).findFirst()
            : Optional.empty();
    return found.orElseThrow(() -> new NotSound("compare.unknown." + filter));
  }

  private Comparison beside(ObjectNode record, Dialect dialect) throws NotSound {
    try {
      return Comparison.of(null, record, dialect, parts.clock().instant());
    } catch (Unwritable unwritable) {
      throw new NotSound("compare.unwritable");
    }
  }

  private static ComparePage.Row row(
      Comparison.Line line, Comparison.Line read, boolean target, boolean values) {
    return new ComparePage.Row(
        line.pointer().substring(1),
        said(line.value(), values),
        read == null ? List.of() : sides(read.to(), values),
        sides(line.to(), values),
        target && line.changed());
  }

  private static List<ComparePage.Side> sides(List<Comparison.Side> sides, boolean values) {
    return sides.stream()
        .map(each -> new ComparePage.Side(each.place(), each.rule(), said(each.value(), values)))
        .toList();
  }

  /** Not even how long it is. */
  private static String said(String value, boolean shown) {
    return value.isEmpty() ? "" : shown ? value : HIDDEN;
  }

  private static List<Choice> choices(List<Dialect> all, Dialect chosen, Texts texts) {
    List<Choice> choices = new ArrayList<>();
    String name = chosen == null ? "" : chosen.heading().name();
    choices.add(Choice.of("", texts.get("compare.none"), name));
    for (Dialect each : all) {
      Dialect.Heading heading = each.heading();
      String title = texts.language().equals("zh") ? heading.zh() : heading.en();
      choices.add(
          Choice.of(
              heading.name(), heading.name() + " " + heading.version() + " · " + title, name));
    }
    return choices;
  }
}
