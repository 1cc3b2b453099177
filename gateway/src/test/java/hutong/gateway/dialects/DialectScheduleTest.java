package hutong.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.DialectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which version is live from when, as two processes see it that share a folder. */
class DialectScheduleTest {
  private static final DialectFiles READER = new DialectFiles(RecordTypes.load(), CodeLists.load());
  private static final LocalDate NOW = LocalDate.EPOCH;

  @TempDir private Path given;
  @TempDir private Path home;
  private final MovingClock clock = new MovingClock("2026-12-01T02:00:00Z");
  private DialectShelf shelf;
  private DialectSchedule one;
  private DialectSchedule other;

  @BeforeEach
  void open() throws Exception {
    shelf = new DialectShelf(new DialectsFolder(home), READER);
    one = new DialectSchedule(shelf, clock);
    other = new DialectSchedule(new DialectShelf(new DialectsFolder(home), READER), clock);
  }

  @Test
  void without_an_entry_the_one_of_the_program_is_live_from_its_day_in_china() {
    assertThat(live("provincial-json")).isEqualTo("1");
    clock.to("2025-12-31T15:59:59Z");
    assertThat(live("provincial-json")).isNull();
    clock.to("2025-12-31T16:00:00Z");
    assertThat(live("provincial-json")).isEqualTo("1");
    assertThat(home.resolve("schedule.json")).doesNotExist();
  }

  @Test
  void a_new_name_is_live_from_its_day() throws Exception {
    add("1", "2026-12-03");

    assertThat(live()).isNull();
    assertThat(plan().planned(clock.instant())).isPresent();
    clock.to("2026-12-02T15:59:59.999Z");
    assertThat(live()).isNull();
    clock.to("2026-12-02T16:00:00Z");
    assertThat(live()).isEqualTo("1");
    assertThat(shadow()).isNull();
  }

  @Test
  void a_new_version_runs_as_shadow_until_it_is_switched_to() throws Exception {
    add("1", "2026-01-01");
    add("2", "2026-06-01");

    assertThat(live()).isEqualTo("1");
    assertThat(shadow()).isEqualTo("2");
    clock.on(Duration.ofDays(400));
    assertThat(live()).isEqualTo("1");

    one.switchTo("lakeside", "2", NOW);

    assertThat(live()).isEqualTo("2");
    assertThat(shadow()).as("ended by going live").isNull();
    assertThat(plan().live(clock.instant()))
        .contains(new DialectPlan.Entry("2", clock.instant(), Cause.SWITCH));
  }

  @Test
  void a_new_version_of_a_day_to_come_runs_as_shadow_and_goes_live_at_midnight_in_china()
      throws Exception {
    add("1", "2026-01-01");
    add("2", "2027-01-01");

    assertThat(live()).isEqualTo("1");
    clock.to("2026-12-31T15:59:59Z");
    assertThat(live()).isEqualTo("1");
    assertThat(shadow()).isEqualTo("2");
    clock.to("2026-12-31T16:00:00Z");
    assertThat(live()).isEqualTo("2");
    assertThat(shadow()).isNull();

    one.back("lakeside");

    assertThat(live()).isEqualTo("1");
    assertThat(shadow()).as("going back revives no shadow").isNull();
  }

  @Test
  void what_was_here_already_stays_as_it_is() throws Exception {
    add("1", "2026-01-01");
    Path two = Lakeside.write(given, "2", "2027-01-01");
    one.add(shelf.take(two));
    one.switchTo("lakeside", "2", NOW);
    one.back("lakeside");

    assertThat(one.add(shelf.take(two)).none()).isTrue();
    assertThat(live()).isEqualTo("1");
    assertThat(plan().planned(clock.instant())).isEmpty();
  }

  @Test
  void a_switch_on_a_day_waits_for_midnight_in_china_and_drops_what_was_planned_for_later()
      throws Exception {
    three();
    one.switchTo("lakeside", "3", LocalDate.parse("2027-02-01"));

    other.switchTo("lakeside", "2", LocalDate.parse("2026-12-05"));

    clock.to("2026-12-04T15:59:59Z");
    assertThat(live()).isEqualTo("1");
    clock.to("2026-12-04T16:00:00Z");
    assertThat(live()).isEqualTo("2");
    clock.to("2027-03-01T00:00:00Z");
    assertThat(live()).isEqualTo("2");
  }

  @Test
  void what_is_planned_can_be_put_off_and_dropped() throws Exception {
    three();
    one.switchTo("lakeside", "2", LocalDate.parse("2026-12-05"));
    one.switchTo("lakeside", "2", LocalDate.parse("2026-12-10"));
    clock.to("2026-12-06T00:00:00Z");
    assertThat(live()).isEqualTo("1");

    one.switchTo("lakeside", "1", NOW);

    clock.to("2026-12-20T00:00:00Z");
    assertThat(live()).isEqualTo("1");
    assertThat(plan().entries()).hasSize(1);
  }

  @Test
  void a_day_that_has_begun_means_now_and_what_is_live_is_not_switched_to() throws Exception {
    three();
    Instant now = clock.instant();

    assertThat(one.switchTo("lakeside", "1", NOW).none()).isTrue();
    assertThat(one.switchTo("lakeside", "2", LocalDate.parse("2026-12-01")).none()).isFalse();
    assertThat(plan().live(now)).contains(new DialectPlan.Entry("2", now, Cause.SWITCH));
  }

  @Test
  void a_version_has_to_be_there_and_whole() throws Exception {
    add("1", "2026-01-01");

    assertThatExceptionOfType(DialectRefused.class)
        .isThrownBy(() -> one.switchTo("lakeside", "7", NOW))
        .withMessageContaining("There is no lakeside@7");
    assertThatExceptionOfType(DialectRefused.class)
        .isThrownBy(() -> one.startShadow("../lakeside", "1"));
    add("2", "2026-01-01");
    Files.writeString(home.resolve("lakeside/2/places.csv"), "by hand");
    assertThatExceptionOfType(DialectRefused.class)
        .isThrownBy(() -> one.switchTo("lakeside", "2", NOW))
        .withMessageContaining("is not what was taken");
    assertThat(live()).isEqualTo("1");
  }

  @Test
  void back_is_the_version_before_and_drops_what_is_planned() throws Exception {
    three();
    one.switchTo("lakeside", "2", NOW);
    clock.on(Duration.ofHours(1));
    one.switchTo("lakeside", "3", LocalDate.parse("2027-01-01"));

    other.back("lakeside");

    assertThat(live()).isEqualTo("1");
    assertThat(plan().live(clock.instant()))
        .contains(new DialectPlan.Entry("1", clock.instant(), Cause.BACK));
    clock.to("2027-06-01T00:00:00Z");
    assertThat(live()).isEqualTo("1");
  }

  @Test
  void back_twice_goes_back_by_two_and_then_there_is_nothing_before() throws Exception {
    three();
    one.switchTo("lakeside", "2", NOW);
    clock.on(Duration.ofHours(1));
    one.switchTo("lakeside", "3", NOW);
    clock.on(Duration.ofHours(1));

    one.back("lakeside");
    assertThat(live()).isEqualTo("2");
    clock.on(Duration.ofHours(1));
    one.back("lakeside");
    assertThat(live()).isEqualTo("1");

    assertThatExceptionOfType(DialectRefused.class)
        .isThrownBy(() -> one.back("lakeside"))
        .withMessageContaining("was live before");
    assertThat(live()).isEqualTo("1");
    clock.on(Duration.ofHours(1));
    one.switchTo("lakeside", "3", NOW);
    one.back("lakeside");
    assertThat(live()).isEqualTo("1");
  }

  @Test
  void back_leads_to_the_one_of_the_program() throws Exception {
    Path own = Files.createTempDirectory(given, "own-");
    Files.writeString(
        own.resolve("dialect.yaml"),
        new String(
                DialectFiles.builtIn().get("provincial-json").get("dialect.yaml"),
                java.nio.charset.StandardCharsets.UTF_8)
            .replace("version: \"1\"", "version: \"2\""));
    one.add(shelf.take(own));
    one.switchTo("provincial-json", "2", NOW);
    assertThat(live("provincial-json")).isEqualTo("2");

    one.back("provincial-json");

    assertThat(live("provincial-json")).isEqualTo("1");
    assertThatExceptionOfType(DialectRefused.class).isThrownBy(() -> one.back("provincial-json"));
  }

  @Test
  void at_most_one_runs_as_shadow_and_never_the_live_one() throws Exception {
    three();
    assertThat(shadow()).isEqualTo("3");

    one.startShadow("lakeside", "2");
    assertThat(shadow()).isEqualTo("2");
    Instant since = plan().shadow(clock.instant()).orElseThrow().since();
    clock.on(Duration.ofHours(1));
    assertThat(one.startShadow("lakeside", "2").none()).isTrue();
    assertThat(plan().shadow(clock.instant()).orElseThrow().since()).isEqualTo(since);
    assertThatExceptionOfType(DialectRefused.class)
        .isThrownBy(() -> one.startShadow("lakeside", "1"))
        .withMessageContaining("is live already");
    other.endShadow("lakeside");
    assertThat(shadow()).isNull();
  }

  @Test
  void a_version_that_was_gone_back_from_can_run_as_shadow_again() throws Exception {
    three();
    one.switchTo("lakeside", "2", NOW);
    one.back("lakeside");

    one.startShadow("lakeside", "2");

    assertThat(live()).isEqualTo("1");
    assertThat(shadow()).isEqualTo("2");
  }

  @Test
  void changes_of_many_at_once_are_all_kept() throws Exception {
    List<Path> folders = new ArrayList<>();
    for (int i = 10; i < 26; i++) {
      folders.add(Lakeside.write(given, "name-" + i, "1", "2026-01-01", "grund"));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Path each : folders) {
        DialectSchedule by = all.size() % 2 == 0 ? one : other;
        all.add(threads.submit(() -> by.add(shelf.take(each))));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    for (int i = 10; i < 26; i++) {
      assertThat(live("name-" + i)).isEqualTo("1");
    }
  }

  @Test
  void a_broken_file_leaves_the_last_schedule_and_is_told_and_nothing_starts_on_it()
      throws Exception {
    add("1", "2026-01-01");
    assertThat(live()).isEqualTo("1");
    Path file = home.resolve("schedule.json");
    byte[] good = Files.readAllBytes(file);

    Files.writeString(file, "{\"version\": 1, \"dialects\": [{\"nonsense\": 5}]}");

    assertThat(live()).isEqualTo("1");
    assertThat(one.fault()).contains("schedule.json can't be read");
    assertThatIOException().isThrownBy(() -> new DialectSchedule(shelf, Clock.systemUTC()));
    assertThatIOException().isThrownBy(() -> one.back("lakeside"));
    Files.write(file, good);
    assertThat(live()).isEqualTo("1");
    assertThat(one.fault()).isNull();
  }

  private void three() throws Exception {
    add("1", "2026-01-01");
    add("2", "2026-01-01");
    add("3", "2026-01-01");
  }

  private void add(String version, String validFrom) throws Exception {
    one.add(shelf.take(Lakeside.write(given, version, validFrom)));
  }

  private String live() {
    return live("lakeside");
  }

  /** As both see it. */
  private String live(String name) {
    assertThat(other.plan(name)).isEqualTo(one.plan(name));
    return one.plan(name).live(clock.instant()).map(DialectPlan.Entry::version).orElse(null);
  }

  private String shadow() {
    return plan().shadow(clock.instant()).map(DialectPlan.Shadow::version).orElse(null);
  }

  private DialectPlan plan() {
    return other.plan("lakeside");
  }
}
