package hutong.gateway.demo.people;

import hutong.schemas.Divisions;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Every division that there is today: provinces, then counties, then prefectures. */
public final class Places {

  private Places() {}

  /** Codes of those that nothing else has taken the place of. */
  public static List<String> today(Divisions divisions, LocalDate today) {
    List<String[]> rows = Lines.of(Divisions.class, "divisions/divisions.csv");
    return Stream.of("province", "county", "prefecture")
        .flatMap(level -> rows.stream().filter(row -> row[2].equals(level) && row[5].isEmpty()))
        .map(row -> row[0])
        .filter(code -> divisions.resolve(code, today).candidates().equals(List.of(code)))
        .toList();
  }
}
