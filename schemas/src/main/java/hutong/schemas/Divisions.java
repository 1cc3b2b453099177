package hutong.schemas;

import hutong.schemas.DivisionData.Trail;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Knows every division since 1981 and where each leads today; thread-safe. Newer tables take the
 * place of the present ones whole, between two questions.
 *
 * <p>The source has years, not days: within the year of a change both states are possible, and both
 * are followed. A code asked for outside its life is taken as its nearest life.
 */
public final class Divisions {
  private volatile DivisionData data;

  public Divisions(DivisionData data) {
    this.data = data;
  }

  /** Knows the project's own tables. */
  public static Divisions load() {
    return new Divisions(DivisionData.builtIn());
  }

  /** Answers by these tables from now on. */
  public void take(DivisionData newer) {
    data = newer;
  }

  /** The tables in use. */
  public DivisionData data() {
    return data;
  }

  /**
   * Follows a code of some date to the codes valid today, over all successors of every change.
   *
   * @param code 6, 9 or 12 digits; only the first six can be followed
   */
  public Resolution resolve(String code, LocalDate asOf) {
    DivisionData now = data;
    List<Division> meant = meant(now.lives(county(code)), asOf.getYear());
    if (meant.isEmpty()) {
      return new Resolution(code, asOf, List.of(), List.of(), false, now.version());
    }
    Trail trail = now.trail(meant);
    return new Resolution(code, asOf, trail.candidates(), trail.evidence(), true, now.version());
  }

  /** The name at that date, or the nearest; empty for a code that never was. */
  public String nameOf(String code, LocalDate asOf) {
    List<Division> meant = meant(data.lives(county(code)), asOf.getYear());
    return meant.isEmpty() ? "" : meant.get(meant.size() - 1).name();
  }

  /** The name it has today; its last one where it has ended. */
  String currentName(String code) {
    List<Division> lives = data.lives(code);
    return lives.isEmpty() ? "" : lives.get(lives.size() - 1).name();
  }

  public boolean everValid(String code) {
    return !data.lives(county(code)).isEmpty();
  }

  /** Whether the code was valid at some time in the year or later. */
  boolean validSince(String code, int year) {
    for (Division each : data.lives(county(code))) {
      if (each.to() >= year) {
        return true;
      }
    }
    return false;
  }

  Set<String> codes() {
    return Set.copyOf(data.byCode().keySet());
  }

  Stream<Division> all() {
    return data.byCode().values().stream().flatMap(List::stream);
  }

  private static String county(String code) {
    return code.length() > 6 ? code.substring(0, 6) : code;
  }

  private static List<Division> meant(List<Division> lives, int year) {
    if (lives.size() <= 1) {
      return lives;
    }
    List<Division> covering = new ArrayList<>(2);
    Division nearest = lives.get(0);
    for (Division each : lives) {
      if (each.coversSomeDayOf(year)) {
        covering.add(each);
      }
      if (distance(each, year) < distance(nearest, year)) {
        nearest = each;
      }
    }
    return covering.isEmpty() ? List.of(nearest) : covering;
  }

  private static int distance(Division life, int year) {
    return year < life.from() ? life.from() - year : Math.max(0, year - life.to());
  }
}
