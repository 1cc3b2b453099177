package hutong.schemas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the tables of divisions and of the changes that ended a code, as copied (SOURCES.md).
 *
 * <p>Read whole or not at all: every division that has ended has a successor that stood at the end
 * of the year of the change. Years only grow along that path, so it comes to an end, at divisions
 * of today.
 */
record DivisionTables(Map<String, List<Division>> byCode, Map<String, List<Change>> endings) {
  static final String DIVISIONS = "divisions.csv";
  static final String CHANGES = "changes.csv";

  private static final Set<String> LEVELS = Set.of("province", "prefecture", "county");

  record Change(
      int year, String fromCode, String fromName, String toCode, String toName, String relation) {}

  private record Placed(long line, Division division) {}

  static DivisionTables read(byte[] divisions, byte[] changes) throws DivisionFaults {
    List<DivisionFault> faults = new ArrayList<>();
    DivisionRows divisionRows =
        new DivisionRows(
            DIVISIONS,
            List.of("code", "name", "level", "parent", "valid_from", "valid_to"),
            faults);
    DivisionRows changeRows =
        new DivisionRows(
            CHANGES,
            List.of(
                "year",
                "old_code",
                "old_name",
                "new_code",
                "new_name",
                "relation",
                "basis",
                "primary",
                "old_ended"),
            faults);
    DivisionTables tables = new DivisionTables(new HashMap<>(16_384), new HashMap<>(8_192));
    List<Placed> placed = tables.divisions(divisionRows, divisions);
    tables.changes(changeRows, changes, faults.isEmpty());
    if (faults.isEmpty()) {
      for (Placed one : placed) {
        if (!one.division.current() && tables.endingsOf(one.division).isEmpty()) {
          divisionRows.note(
              one.line,
              "valid_to",
              "ends without a successor: add the change of that year to " + CHANGES);
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new DivisionFaults(faults);
    }
    return tables;
  }

  private List<Placed> divisions(DivisionRows rows, byte[] bytes) {
    List<Placed> placed = new ArrayList<>();
    for (DivisionRows.Line line : rows.read(bytes)) {
      int from = line.year("valid_from");
      int to = line.text("valid_to").isEmpty() ? Division.OPEN : line.year("valid_to");
      if (to <= from) {
        line.wrong("valid_to", "is not after valid_from: correct one of the two years");
      }
      if (!LEVELS.contains(line.text("level"))) {
        line.wrong("level", "is none of county, prefecture, province");
      }
      if (!line.text("parent").isEmpty()) {
        line.code("parent");
      }
      Division division = new Division(line.code("code"), line.name("name"), from, to);
      if (line.sound()) {
        placed.add(new Placed(line.number(), division));
      }
    }
    placed.sort(
        Comparator.comparing((Placed one) -> one.division.code())
            .thenComparing(one -> one.division.from()));
    for (Placed one : placed) {
      List<Division> lives = byCode.computeIfAbsent(one.division.code(), c -> new ArrayList<>(2));
      if (!lives.isEmpty() && lives.get(lives.size() - 1).to() > one.division.from()) {
        rows.note(
            one.line,
            "valid_from",
            "lies within another life of this code: end that one first, or begin later");
      }
      lives.add(one.division);
    }
    return placed;
  }

  private void changes(DivisionRows rows, byte[] bytes, boolean divisionsSound) {
    List<DivisionRows.Line> lines = rows.read(bytes);
    for (DivisionRows.Line line : lines) {
      Change change =
          new Change(
              line.year("year"),
              line.code("old_code"),
              line.name("old_name"),
              line.code("new_code"),
              line.name("new_name"),
              line.name("relation"));
      boolean ended = line.text("old_ended").equals("1");
      if (!ended && !line.text("old_ended").equals("0")) {
        line.wrong("old_ended", "is neither 1, the old code ended, nor 0, it went on");
      }
      if (line.sound() && ended) {
        endings.computeIfAbsent(change.fromCode(), c -> new ArrayList<>(2)).add(change);
      }
    }
    if (divisionsSound) {
      lines.stream().filter(DivisionRows.Line::sound).forEach(this::follow);
    }
  }

  /** Whether what a change leads from and to is there. */
  private void follow(DivisionRows.Line line) {
    String from = line.text("old_code");
    String to = line.text("new_code");
    int year = line.year("year");
    boolean ended = line.text("old_ended").equals("1");
    boolean known =
        byCode.getOrDefault(from, List.of()).stream()
            .anyMatch(
                d ->
                    d.name().equals(line.text("old_name"))
                        && (ended ? d.to() == year : d.coversSomeDayOf(year)));
    if (!known) {
      line.wrong(
          "old_code",
          "no division of this code and name %s: correct code, name or year here or in %s"
              .formatted(ended ? "ends in " + year : "stands in " + year, DIVISIONS));
    }
    if (byCode.getOrDefault(to, List.of()).stream().noneMatch(d -> d.standsAtEndOf(year))) {
      line.wrong(
          "new_code",
          circle(from, to, year)
              .orElse(
                  "unknown successor: no division of this code stands at the end of %d; add it to %s"
                      .formatted(year, DIVISIONS)));
    }
  }

  private Optional<String> circle(String from, String to, int year) {
    Set<String> seen = new HashSet<>();
    List<String> next = new ArrayList<>(List.of(to));
    while (!next.isEmpty()) {
      String code = next.remove(next.size() - 1);
      if (code.equals(from)) {
        return Optional.of(
            "leads back to %s within %d, in a circle: one of them has to go on"
                .formatted(from, year));
      }
      if (seen.add(code)) {
        endings.getOrDefault(code, List.of()).stream()
            .filter(change -> change.year() == year)
            .forEach(change -> next.add(change.toCode()));
      }
    }
    return Optional.empty();
  }

  /** The changes that ended this very division, to all of its successors. */
  List<Change> endingsOf(Division division) {
    return endings.getOrDefault(division.code(), List.of()).stream()
        .filter(c -> c.year() == division.to() && c.fromName().equals(division.name()))
        .toList();
  }
}
