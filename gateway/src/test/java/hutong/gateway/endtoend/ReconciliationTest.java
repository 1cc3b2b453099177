package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.http.Posted;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes hold their books against each other; somebody changes one behind its node's back. */
class ReconciliationTest {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int RECORDS = 30;
  private static final int CHANGES = 9;
  private static final long SEED = 20261127;

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final MovedClock clock = new MovedClock();
  private final Random random = new Random(SEED);
  private Region jiangsu;
  private Region henan;
  private String suzhouKey;
  private ApiClient suzhou;
  private ApiClient zhoukou;
  private ApiClient operator;
  private ApiClient henans;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start(clock);
    henan = regions.get(1).start(clock);
    suzhouKey = jiangsu.keyOf("suzhou", "3205");
    suzhou = jiangsu.client(suzhouKey);
    zhoukou = henan.decider("zhoukou", "4116");
    operator = jiangsu.operator();
    henans = henan.operator();
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void every_difference_is_found_and_nothing_else() throws Exception {
    List<UUID> sent = exchange();
    clock.move(Duration.ofDays(5));
    assertThat(states(compared(operator, "410000"))).containsOnlyKeys("SAME");

    jiangsu.close();
    henan.close();
    Map<UUID, String> changed = new TreeMap<>();
    for (UUID id : sent.subList(0, CHANGES)) {
      changed.put(id, change(id));
    }
    UUID invented = UUID.randomUUID();
    copy(sent.get(CHANGES), invented);
    changed.put(invented, "-A");
    startAgain();

    Instant heard = heard(operator);
    get(operator.reconcile("410000"));
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(heard(operator)).isAfter(heard);
              assertThat(differences(operator, "410000", false)).isEqualTo(changed);
              assertThat(differences(henans, "320000", true)).isEqualTo(changed);
            });
    assertThat(states(get(operator.reconciliation("410000", 400)))).containsKey("DIFFERS");
    assertThat(alarms(operator)).contains("BOOKS_DIFFER");
    assertThat(alarms(henans)).contains("BOOKS_DIFFER");
  }

  /** What was lost of a receipt is asked for, and then both say the same. */
  @Test
  void a_receipt_that_the_sender_lacks_is_got_again() throws Exception {
    UUID id = exchange().get(0);
    clock.move(Duration.ofDays(5));
    jiangsu.close();
    henan.close();
    try (Connection book = book(jiangsu)) {
      run(book, "UPDATE transfer SET state = 'DELIVERED' WHERE outbound = 1 AND id = ?", id);
      run(
          book,
          "DELETE FROM receipt WHERE slot = 'FINAL' AND transfer ="
              + " (SELECT key FROM transfer WHERE outbound = 1 AND id = ?)",
          id);
    }
    startAgain();
    get(operator.reconcile("410000"));
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(get(suzhou.find(id)).getString("state")).isEqualTo("ACCEPTED"));
    assertThat(states(compared(operator, "410000"))).containsOnlyKeys("SAME");
  }

  @Test
  void a_partner_that_does_not_say_is_missed() throws Exception {
    exchange();
    henan.close();
    clock.move(Duration.ofDays(8));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(alarms(operator)).contains("SUMMARY_MISSING"));
  }

  /** Nobody else writes to a ledger while its node runs. */
  private void startAgain() throws Exception {
    henan.start(clock);
    jiangsu.start(clock);
    suzhou = jiangsu.client(suzhouKey);
    operator = jiangsu.operator();
    henans = henan.operator();
  }

  private List<UUID> exchange() throws Exception {
    List<UUID> sent = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      Posted posted =
          get(
              suzhou.submit(
                  TestRecords.arrival("r" + i).getBytes(UTF_8), "application/json", null));
      sent.add(posted.id());
    }
    int decided = 0;
    while (decided < RECORDS) {
      Optional<Mail> mail = get(zhoukou.mailbox(20, 100, 60));
      assertThat(mail).isPresent();
      List<Mail.Verdict> verdicts = mail.get().items().stream().map(Mail.Verdict::accept).toList();
      get(zhoukou.decide(mail.get().lease(), verdicts));
      decided += verdicts.size();
    }
    for (UUID id : sent) {
      await().atMost(LONG).until(() -> get(suzhou.find(id)).getString("state").equals("ACCEPTED"));
    }
    return sent;
  }

  /** Returns what both books then say of it, Jiangsu's first. */
  private String change(UUID id) throws SQLException {
    switch (random.nextInt(3)) {
      case 0 -> {
        try (Connection book = book(henan)) {
          run(book, "DELETE FROM transfer WHERE outbound = 0 AND id = ?", id);
        }
        return "A-";
      }
      case 1 -> {
        try (Connection book = book(henan)) {
          run(book, "UPDATE transfer SET state = 'REJECTED' WHERE outbound = 0 AND id = ?", id);
        }
        return "AR";
      }
      default -> {
        try (Connection book = book(jiangsu)) {
          run(book, "UPDATE transfer SET state = 'REJECTED' WHERE outbound = 1 AND id = ?", id);
        }
        return "RA";
      }
    }
  }

  private void copy(UUID id, UUID as) throws SQLException {
    try (Connection book = book(henan)) {
      List<String> columns = new ArrayList<>();
      try (var rows = book.createStatement().executeQuery("PRAGMA table_info(transfer)")) {
        while (rows.next()) {
          columns.add(rows.getString("name"));
        }
      }
      String copied =
          columns.stream()
              .map(
                  name ->
                      switch (name) {
                        case "key" -> "key + 1";
                        case "id" -> "x'" + as.toString().replace("-", "") + "'";
                        default -> name;
                      })
              .collect(Collectors.joining(", "));
      run(
          book,
          "INSERT INTO transfer SELECT " + copied + " FROM transfer WHERE outbound = 0 AND id = ?",
          id);
    }
  }

  private JsonObject compared(ApiClient at, String with) throws Exception {
    Instant before = heard(at);
    get(at.reconcile(with));
    // What comes first may have been told before the clock moved, and then there is nothing in it.
    await()
        .atMost(LONG)
        .until(
            () ->
                heard(at).isAfter(before)
                    && !get(at.reconciliation(with, 400)).getJsonArray("hours").isEmpty());
    return get(at.reconciliation(with, 400));
  }

  private static Instant heard(ApiClient at) throws Exception {
    for (String with : List.of("410000", "320000")) {
      try {
        String heard = get(at.reconciliation(with, 1)).getString("heard");
        return heard == null ? Instant.EPOCH : Instant.parse(heard);
      } catch (ExecutionException itself) {
        // A node has no books with itself.
      }
    }
    throw new IllegalStateException("with nobody");
  }

  private static Map<String, Long> states(JsonObject found) {
    return found.getJsonArray("hours").stream()
        .map(JsonObject.class::cast)
        .collect(Collectors.groupingBy(hour -> hour.getString("state"), Collectors.counting()));
  }

  /** By id: what is said here and there, or the other way round. */
  private static Map<UUID, String> differences(ApiClient at, String with, boolean turned)
      throws Exception {
    Map<UUID, String> found = new TreeMap<>();
    get(at.reconciliation(with, 400)).getJsonArray("differences").stream()
        .map(JsonObject.class::cast)
        .forEach(
            one -> {
              String here = one.getString("here");
              String there = one.getString("there");
              found.put(UUID.fromString(one.getString("id")), turned ? there + here : here + there);
            });
    return found;
  }

  private static List<String> alarms(ApiClient at) throws Exception {
    return get(at.alarms(400)).getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .map(alarm -> alarm.getString("code"))
        .toList();
  }

  private static Connection book(Region region) throws SQLException {
    Connection book = DriverManager.getConnection("jdbc:sqlite:" + region.home().ledger());
    book.createStatement().execute("PRAGMA busy_timeout = 10000");
    return book;
  }

  private static void run(Connection book, String change, UUID id) throws SQLException {
    try (PreparedStatement statement = book.prepareStatement(change)) {
      ByteBuffer bytes = ByteBuffer.allocate(16);
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      statement.setBytes(1, bytes.array());
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
