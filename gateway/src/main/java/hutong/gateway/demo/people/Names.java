package hutong.gateway.demo.people;

import java.util.List;
import java.util.Random;

/** Makes names as they are spread, with the rare ones that registers trip over. */
final class Names {

  private static final int COMPOUND_IN_100 = 3;
  private static final int UNUSUAL_IN_100 = 2;
  private static final int RARE_IN_100 = 5;
  private static final int ONE_CHARACTER_IN_100 = 15;

  private final Weighted surnames = new Weighted(Lines.of(Names.class, "surnames.csv"));
  private final Weighted given = new Weighted(Lines.of(Names.class, "given-characters.csv"));
  private final List<String> compound = column("compound-surnames.csv");
  private final List<String> rare = column("rare-characters.csv");
  private final List<String> unusual = column("unusual-names.csv");

  String next(Random random) {
    if (in100(UNUSUAL_IN_100, random)) {
      return any(unusual, random);
    }
    String surname =
        in100(COMPOUND_IN_100, random) ? any(compound, random) : surnames.pick(random);
    String last = in100(RARE_IN_100, random) ? any(rare, random) : given.pick(random);
    return in100(ONE_CHARACTER_IN_100, random)
        ? surname + last
        : surname + given.pick(random) + last;
  }

  private static boolean in100(int so, Random random) {
    return random.nextInt(100) < so;
  }

  private static String any(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<String> column(String table) {
    return Lines.of(Names.class, table).stream().map(row -> row[0]).toList();
  }
}
