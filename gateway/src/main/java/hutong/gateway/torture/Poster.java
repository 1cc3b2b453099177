package hutong.gateway.torture;

import hutong.gateway.demo.people.Clerk;
import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Notices;
import hutong.gateway.demo.people.Person;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * One client that posts about its own people, one record after the other, so that the order of its
 * posts is known, and half of them about one person, so that earlier ones are still under way.
 * Every fourth post is made a second time under the same key.
 */
final class Poster {

  /**
   * Somebody of whom one node tells another.
   *
   * @param node index of the sender
   * @param stream numbers only
   */
  record Case(Person person, Home current, int node, String stream) {}

  private static final String JSON = "application/json";
  private static final int AGAIN_ONE_IN = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<RegionClient> regions;
  private final List<Case> cases;
  private final Documents documents;
  private final Notices notices;
  private final Random random;
  private final String name;
  private final Book book;
  private long posts;

  /**
   * @param regions to each node, as the cases count them
   */
  Poster(
      String name,
      List<RegionClient> regions,
      List<Case> cases,
      Documents documents,
      Clock clock,
      Random random,
      Book book) {
    this.name = name;
    this.regions = regions;
    this.cases = cases;
    this.documents = documents;
    this.notices = new Notices(new Clerk(RegionHome.SYSTEM, clock, random));
    this.random = random;
    this.book = book;
  }

  /** Returns when the node has taken it over. */
  void post() throws InterruptedException {
    Case about = cases.get(random.nextBoolean() ? 0 : random.nextInt(cases.size()));
    var notice = notices.arrival(about.person(), about.current(), name);
    byte[] body = documents.writeRecord(notice, Format.JSON);
    String key = name + "-" + posts++;
    post(about, key, body);
    if (posts % AGAIN_ONE_IN == 0) {
      post(about, key, body);
    }
  }

  private void post(Case about, String key, byte[] body) throws InterruptedException {
    RegionClient region = regions.get(about.node());
    UUID id = region.call(PATIENCE, api -> api.submit(body, JSON, key)).id();
    book.acknowledged(key, new Book.Entry(id, about.node(), about.stream()));
  }
}
