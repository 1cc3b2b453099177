package hutong.schemas;

import hutong.schemas.DivisionTables.Change;
import hutong.schemas.Resolution.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Knows every division since 1981 and where each leads today; thread-safe, loaded once.
 *
 * <p>The source has years, not days: within the year of a change both states are possible, and both
 * are followed. A code asked for outside its life is taken as its nearest life.
 */
public final class Divisions {
  private final DivisionTables tables;

  /** Bounded by the tables: one entry per division asked for. */
  private final Map<List<Division>, Trail> trails = new ConcurrentHashMap<>();

  private record Trail(List<String> candidates, List<Step> evidence) {}

  private Divisions(DivisionTables tables) {
    this.tables = tables;
  }

  /** Reads the project's own tables. */
  public static Divisions load() {
    return new Divisions(DivisionTables.load());
  }

  /**
   * Follows a code of some date to the codes valid today, over all successors of every change.
   *
   * @param code 6, 9 or 12 digits; only the first six can be followed
   */
  public Resolution resolve(String code, LocalDate asOf) {
    List<Division> meant = meant(code, asOf);
    if (meant.isEmpty()) {
      return new Resolution(code, asOf, List.of(), List.of(), false);
    }
    Trail trail = trails.computeIfAbsent(meant, this::follow);
    return new Resolution(code, asOf, trail.candidates, trail.evidence, true);
  }

  /** The name at that date, or the nearest; empty for a code that never was. */
  public String nameOf(String code, LocalDate asOf) {
    List<Division> meant = meant(code, asOf);
    return meant.isEmpty() ? "" : meant.get(meant.size() - 1).name();
  }

  /** The name it has today; only for codes valid today. */
  String currentName(String code) {
    return tables.byCode().get(code).stream()
        .filter(Division::current)
        .findFirst()
        .orElseThrow()
        .name();
  }

  public boolean everValid(String code) {
    return tables.byCode().containsKey(county(code));
  }

  /** Whether the code was valid at some time in the year or later. */
  boolean validSince(String code, int year) {
    return tables.byCode().getOrDefault(county(code), List.of()).stream()
        .anyMatch(d -> d.to() >= year);
  }

  Set<String> codes() {
    return Set.copyOf(tables.byCode().keySet());
  }

  Stream<Division> all() {
    return tables.byCode().values().stream().flatMap(List::stream);
  }

  private static String county(String code) {
    return code.length() > 6 ? code.substring(0, 6) : code;
  }

  private List<Division> meant(String code, LocalDate asOf) {
    List<Division> lives = tables.byCode().getOrDefault(county(code), List.of());
    int year = asOf.getYear();
    if (lives.size() == 1) {
      return lives;
    }
    List<Division> covering = lives.stream().filter(d -> d.coversSomeDayOf(year)).toList();
    if (!covering.isEmpty() || lives.isEmpty()) {
      return covering;
    }
    Comparator<Division> distance =
        Comparator.comparingInt(d -> year < d.from() ? d.from() - year : year - d.to());
    return lives.stream().min(distance).map(List::of).orElseThrow();
  }

  private Trail follow(List<Division> meant) {
    Set<String> candidates = new TreeSet<>();
    Set<Step> evidence = new LinkedHashSet<>();
    meant.forEach(division -> follow(division, candidates, evidence, new HashSet<>()));
    List<Step> steps = new ArrayList<>(evidence);
    steps.sort(Comparator.comparingInt(Step::year));
    return new Trail(List.copyOf(candidates), List.copyOf(steps));
  }

  private void follow(
      Division division, Set<String> candidates, Set<Step> evidence, Set<Division> seen) {
    if (!seen.add(division)) {
      return;
    }
    if (division.current()) {
      candidates.add(division.code());
      return;
    }
    for (Change change : tables.endingsOf(division)) {
      evidence.add(
          new Step(
              change.year(),
              change.fromCode(),
              change.fromName(),
              change.toCode(),
              change.toName(),
              change.relation()));
      tables.byCode().getOrDefault(change.toCode(), List.of()).stream()
          .filter(next -> next.standsAtEndOf(change.year()))
          .forEach(next -> follow(next, candidates, evidence, seen));
    }
  }
}
