package hutong.gateway.demo.people;

import hutong.schemas.Divisions;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The counties of the demo's regions: those of today, and those that went up whole into one. */
public final class Counties {

  private final Divisions divisions;
  private final LocalDate today;
  private final Map<Region, List<County>> present = new EnumMap<>(Region.class);
  private final Map<Region, List<County>> abolished = new EnumMap<>(Region.class);

  public Counties(Divisions divisions, LocalDate today) {
    this.divisions = divisions;
    this.today = today;
    List<County> all =
        Lines.of(Divisions.class, "divisions/divisions.csv").stream()
            .filter(row -> row[2].equals("county"))
            .map(Counties::county)
            .toList();
    for (Region region : Region.values()) {
      List<County> usable =
          all.stream()
              .filter(county -> region.covers(county.code()) && leadsToOne(county, region))
              .toList();
      present.put(region, usable.stream().filter(county -> !county.abolished()).toList());
      abolished.put(region, usable.stream().filter(County::abolished).toList());
    }
  }

  public County present(Region region, Random random) {
    return any(present.get(region), random);
  }

  /** Abolished since 1981, and all of it is with one county of the same region today. */
  public County abolished(Region region, Random random) {
    return any(abolished.get(region), random);
  }

  /** The office responsible today for an unsplit county of some date. */
  public String office(Home home) {
    return divisions.resolve(home.division(), home.asOf()).candidates().get(0);
  }

  private boolean leadsToOne(County county, Region region) {
    List<String> candidates =
        divisions.resolve(county.code(), county.dayOfItsLife(today)).candidates();
    return candidates.size() == 1
        && region.covers(candidates.get(0))
        && (county.abolished() || candidates.get(0).equals(county.code()));
  }

  private static County county(String[] row) {
    int to = row[5].isEmpty() ? County.STILL : Integer.parseInt(row[5]);
    return new County(row[0], row[1], Integer.parseInt(row[4]), to);
  }

  private static County any(List<County> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
