package hutong.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a running node reads and writes by, while others change what is live. */
class LiveDialectsTest {
  private static final DialectFiles READER = new DialectFiles(RecordTypes.load(), CodeLists.load());

  @TempDir private Path given;
  @TempDir private Path home;
  private final MovingClock clock = new MovingClock("2026-12-01T02:00:00Z");
  private DialectShelf desk;
  private DialectSchedule schedule;
  private LiveDialects running;

  @BeforeEach
  void open() throws Exception {
    desk = new DialectShelf(new DialectsFolder(home), READER);
    schedule = new DialectSchedule(desk, clock);
    running = start();
  }

  @Test
  void what_another_process_takes_and_switches_is_live_at_once_and_parsed_once() throws Exception {
    assertThat(running.live("lakeside")).isEmpty();
    add("1", "2026-01-01");
    assertThat(version(running.live("lakeside"))).isEqualTo("1");
    assertThat(running.live("lakeside").orElseThrow())
        .isSameAs(running.live("lakeside").orElseThrow());
    add("2", "2027-01-01");
    assertThat(version(running.live("lakeside"))).isEqualTo("1");
    assertThat(version(running.shadow("lakeside"))).isEqualTo("2");

    clock.to("2026-12-31T16:00:00Z");

    assertThat(version(running.live("lakeside"))).isEqualTo("2");
    assertThat(running.shadow("lakeside")).isEmpty();
    schedule.back("lakeside");
    assertThat(version(running.live("lakeside"))).isEqualTo("1");
    assertThat(version(running.live("provincial-json"))).isEqualTo("1");
    assertThat(running.live("nobody")).isEmpty();
    assertThat(running.live("../lakeside")).isEmpty();
  }

  @Test
  void a_fault_leaves_the_last_good_one_in_use_and_is_told_and_logged_once() throws Exception {
    add("1", "2026-01-01");
    add("2", "2026-01-01");
    assertThat(version(running.live("lakeside"))).isEqualTo("1");
    schedule.switchTo("lakeside", "2", LocalDate.EPOCH);
    Path places = home.resolve("lakeside/2/places.csv");
    byte[] whole = Files.readAllBytes(places);
    Files.writeString(places, "by hand");
    ListAppender<ILoggingEvent> log = listen();

    assertThat(version(running.live("lakeside"))).isEqualTo("1");
    clock.on(Duration.ofMinutes(1));
    assertThat(version(running.live("lakeside"))).isEqualTo("1");

    assertThat(log.list)
        .filteredOn(each -> each.getLevel() == Level.ERROR)
        .filteredOn(each -> each.getFormattedMessage().contains("lakeside@2"))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.getFormattedMessage())
                    .contains("lakeside@2 can't be loaded", "is not what was taken"));
    Standing standing = standing();
    assertThat(standing.live().version()).isEqualTo("2");
    assertThat(standing.fault())
        .contains("lakeside@2 can't be loaded, lakeside@1 is in use", "is not what was taken");

    Files.write(places, whole);
    clock.on(Duration.ofSeconds(10));
    assertThat(version(running.live("lakeside"))).isEqualTo("2");
    assertThat(standing().fault()).isNull();
  }

  @Test
  void one_that_is_changed_by_hand_while_it_is_in_use_is_told_before_a_restart_refuses_it()
      throws Exception {
    add("1", "2026-01-01");
    assertThat(version(running.live("lakeside"))).isEqualTo("1");
    Files.writeString(home.resolve("lakeside/1/places.csv"), "by hand");

    assertThat(version(running.live("lakeside"))).isEqualTo("1");
    assertThat(standing().fault()).contains("lakeside@1 is in use", "is not what was taken");
    assertThat(start().live("lakeside")).isEmpty();
  }

  @Test
  void a_shadow_that_can_not_be_loaded_is_none() throws Exception {
    add("1", "2026-01-01");
    add("2", "2026-01-01");
    Files.delete(home.resolve("lakeside/2/dialect.yaml"));

    assertThat(running.shadow("lakeside")).isEmpty();
    assertThat(version(running.live("lakeside"))).isEqualTo("1");
    assertThat(standing().fault()).contains("lakeside@2 can't be loaded");
  }

  @Test
  void all_are_told_with_what_is_live_planned_and_shadow() throws Exception {
    add("1", "2026-01-01");
    add("2", "2027-01-01");

    Standing standing = standing();

    assertThat(standing.zh()).isEqualTo("湖边");
    assertThat(standing.en()).isEqualTo("Lakeside");
    assertThat(standing.live().version()).isEqualTo("1");
    assertThat(standing.live().from()).isEqualTo("2025-12-31T16:00:00Z");
    assertThat(standing.planned().version()).isEqualTo("2");
    assertThat(standing.planned().from()).isEqualTo("2026-12-31T16:00:00Z");
    assertThat(standing.shadow().version()).isEqualTo("2");
    assertThat(standing.shadow().from()).isEqualTo(clock.instant());
    assertThat(standing.fault()).isNull();
    assertThat(running.standings())
        .extracting(Standing::name)
        .contains("county-csv", "lakeside", "provincial-json")
        .isSorted();
  }

  private static ListAppender<ILoggingEvent> listen() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    ((Logger) LoggerFactory.getLogger(LoadedDialects.class)).addAppender(log);
    return log;
  }

  private LiveDialects start() throws Exception {
    DialectShelf own = new DialectShelf(new DialectsFolder(home), READER);
    return new LiveDialects(own, new DialectSchedule(own, clock), clock);
  }

  private void add(String version, String validFrom) throws Exception {
    schedule.add(desk.take(Lakeside.write(given, version, validFrom)));
  }

  private Standing standing() throws Exception {
    return running.standings().stream()
        .filter(each -> each.name().equals("lakeside"))
        .findFirst()
        .orElseThrow();
  }

  private static String version(Optional<Dialect> dialect) {
    return dialect.orElseThrow().heading().version();
  }
}
