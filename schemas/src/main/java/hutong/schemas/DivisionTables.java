package hutong.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the tables of divisions and of the changes that ended a code, as copied (SOURCES.md). */
record DivisionTables(Map<String, List<Division>> byCode, Map<String, List<Change>> endings) {

  record Change(
      int year, String fromCode, String fromName, String toCode, String toName, String relation) {}

  static DivisionTables load() {
    Map<String, List<Division>> byCode = new HashMap<>(16_384);
    Csv.read(
        "divisions/divisions.csv",
        row -> {
          String to = row.getField(5);
          var division =
              new Division(
                  row.getField(0),
                  row.getField(1),
                  Integer.parseInt(row.getField(4)),
                  to.isEmpty() ? Division.OPEN : Integer.parseInt(to));
          byCode.computeIfAbsent(division.code(), c -> new ArrayList<>(2)).add(division);
        });
    Map<String, List<Change>> endings = new HashMap<>(8_192);
    Csv.read(
        "divisions/changes.csv",
        row -> {
          if (row.getField(8).equals("1")) {
            var change =
                new Change(
                    Integer.parseInt(row.getField(0)),
                    row.getField(1),
                    row.getField(2),
                    row.getField(3),
                    row.getField(4),
                    row.getField(5));
            endings.computeIfAbsent(change.fromCode(), c -> new ArrayList<>(2)).add(change);
          }
        });
    return new DivisionTables(byCode, endings);
  }

  /** The changes that ended this very division, to all of its successors. */
  List<Change> endingsOf(Division division) {
    return endings.getOrDefault(division.code(), List.of()).stream()
        .filter(c -> c.year() == division.to() && c.fromName().equals(division.name()))
        .toList();
  }
}
