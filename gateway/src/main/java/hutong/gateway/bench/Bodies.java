package hutong.gateway.bench;

import hutong.gateway.demo.people.Clerk;
import hutong.gateway.demo.people.Counties;
import hutong.gateway.demo.people.Notices;
import hutong.gateway.demo.people.People;
import hutong.gateway.demo.people.Region;
import hutong.gateway.node.Canon;
import hutong.routes.Deadlines;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Arrival notices ready to be posted, made before the clock runs: the first thousands of people
 * come again under new source keys, spread so that none has two records under way.
 */
final class Bodies {

  private static final int PEOPLE = 4_096;
  private static final String KEY = "bench-00000000";
  private static final long SEED = 20_261_122;

  private final List<byte[]> templates = new ArrayList<>();
  private final List<Integer> keyAt = new ArrayList<>();
  private long next;

  Bodies(Canon canon, Clock clock) {
    Documents documents = canon.documents();
    Random random = new Random(SEED);
    LocalDate today = LocalDate.ofInstant(clock.instant(), Deadlines.ZONE);
    People people = new People(new Counties(canon.divisions(), today), today, random);
    Notices notices = new Notices(new Clerk("poster", clock, random));
    for (int i = 0; i < PEOPLE; i++) {
      var notice =
          notices.arrival(
              people.registeredIn(Region.JIANGSU), people.homeIn(Region.JIANGXI), "bench");
      notice.getSource().setKey(KEY);
      byte[] body = documents.writeRecord(notice, Format.JSON);
      templates.add(body);
      keyAt.add(new String(body, StandardCharsets.ISO_8859_1).indexOf(KEY));
    }
  }

  /** Never the same twice. */
  synchronized byte[] next() {
    int which = (int) (next % PEOPLE);
    byte[] body = templates.get(which).clone();
    byte[] key = "bench-%08d".formatted(next++).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(key, 0, body, keyAt.get(which), key.length);
    return body;
  }
}
