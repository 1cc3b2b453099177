package hutong.gateway.demo.people;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes people, no two alike, the same ones for the same seed. Some hold numbers of counties that
 * are gone, some are still registered under such a code.
 */
public final class People {

  private static final List<String> ROADS = List.of("人民", "解放", "中山", "建设", "和平", "新华");
  private static final List<String> ESTATES = List.of("幸福里", "锦绣花园", "阳光家园", "翠竹苑", "东湖新村");
  private static final String MAJORITY = "01";
  private static final int OTHER_GROUPS = 55;
  private static final int OLDEST = 1940;
  private static final int YOUNGEST_YEARS = 18;

  private final Counties counties;
  private final LocalDate today;
  private final Random random;
  private final Names names = new Names();
  private final Set<String> numbers = new HashSet<>();

  public People(Counties counties, LocalDate today, Random random) {
    this.counties = counties;
    this.today = today;
    this.random = random;
  }

  /** Somebody whose household is registered in that region. */
  public Person registeredIn(Region origin) {
    County born = oneIn(7) ? counties.abolished(origin, random) : counties.present(origin, random);
    LocalDate birth = birth(born);
    String number = SyntheticNumber.of(born.code(), birth);
    while (!numbers.add(number)) {
      birth = birth(born);
      number = SyntheticNumber.of(born.code(), birth);
    }
    return new Person(
        names.next(random),
        oneIn(12) ? names.next(random) : null,
        number,
        birth,
        oneIn(12) ? "%02d".formatted(2 + random.nextInt(OTHER_GROUPS)) : MAJORITY,
        "1%02d0000%04d".formatted(30 + random.nextInt(60), random.nextInt(10_000)),
        home(origin, oneIn(10) ? counties.abolished(origin, random) : null));
  }

  /** A home of today. */
  public Home homeIn(Region region) {
    return home(region, null);
  }

  private Home home(Region region, County given) {
    County county = given == null ? counties.present(region, random) : given;
    String address =
        "%s省%s%s街道%s社区居民委员会第%d网格%s路%d号(原%s巷%d号院)%s%d期%d幢%d单元%d室"
            .formatted(
                region.zh(),
                county.name(),
                any(ROADS),
                any(ROADS),
                1 + random.nextInt(30),
                any(ROADS),
                1 + random.nextInt(400),
                any(ROADS),
                1 + random.nextInt(90),
                any(ESTATES),
                1 + random.nextInt(4),
                1 + random.nextInt(30),
                1 + random.nextInt(4),
                101 + random.nextInt(30) * 100 / 3);
    return new Home(county.code(), county.dayOfItsLife(today), address);
  }

  /** Grown up, and before the county ended. */
  private LocalDate birth(County born) {
    int last = Math.min(today.getYear() - YOUNGEST_YEARS - 1, born.to() - 1);
    int year = OLDEST + random.nextInt(last - OLDEST + 1);
    return LocalDate.ofYearDay(year, 1 + random.nextInt(365));
  }

  private String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean oneIn(int so) {
    return random.nextInt(so) == 0;
  }
}
