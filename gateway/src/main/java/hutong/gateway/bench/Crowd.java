package hutong.gateway.bench;

import hutong.gateway.demo.people.Clerk;
import hutong.gateway.demo.people.Counties;
import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Notices;
import hutong.gateway.demo.people.People;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.node.Canon;
import hutong.routes.Deadlines;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Arrival notices of millions of people, each of another, so that none waits for an earlier one of
 * the same person. They differ in identity number, day of birth and source key.
 */
final class Crowd {

  private static final int TEMPLATES = 1_024;
  private static final String KEY = "bench-00000000";
  private static final LocalDate FIRST_BIRTH = LocalDate.of(1940, 1, 1);
  private static final LocalDate LAST_BIRTH = LocalDate.of(2005, 12, 31);
  private static final long SEED = 20_261_122;

  private record Template(String text, Person person) {}

  private final List<Template> templates = new ArrayList<>();
  private final Map<String, LocalDate> nextBirth = new HashMap<>();
  private int next;

  Crowd(Canon canon, Clock clock) {
    this(canon, clock, List.of());
  }

  /**
   * @param origins where their households are registered, one after the other; none: in Jiangsu
   */
  Crowd(Canon canon, Clock clock, List<String> origins) {
    Documents documents = canon.documents();
    Random random = new Random(SEED);
    LocalDate today = LocalDate.ofInstant(clock.instant(), Deadlines.ZONE);
    People people = new People(new Counties(canon.divisions(), today), today, random);
    Notices notices = new Notices(new Clerk("poster", clock, random));
    int count = Math.max(TEMPLATES, origins.size());
    for (int i = 0; i < count; i++) {
      Person person = people.registeredIn(Region.JIANGSU);
      if (!origins.isEmpty()) {
        String origin = origins.get(i % origins.size());
        person = person.registeredAt(new Home(origin, today, person.registered().address()));
      }
      var notice = notices.arrival(person, people.homeIn(Region.JIANGXI), "bench");
      notice.getSource().setKey(KEY);
      byte[] body = documents.writeRecord(notice, Format.JSON);
      templates.add(new Template(new String(body, StandardCharsets.UTF_8), person));
    }
  }

  /** The next person's notice; its source key ends in its number, from 0. */
  synchronized byte[] next() {
    Template template = templates.get(next % templates.size());
    String division = template.person.number().substring(0, 6);
    LocalDate birth = nextBirth.getOrDefault(division, FIRST_BIRTH);
    if (birth.isAfter(LAST_BIRTH)) {
      throw new IllegalArgumentException("There are not so many people in one county");
    }
    nextBirth.put(division, birth.plusDays(1));
    return template
        .text
        .replace(template.person.number(), SyntheticNumber.of(division, birth))
        .replace(template.person.birth().toString(), birth.toString())
        .replace(KEY, "bench-%08d".formatted(next++))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The number of a notice, by its source key. */
  static int number(String sourceKey) {
    return Integer.parseInt(sourceKey.substring(KEY.indexOf('0')));
  }
}
