package hutong.gateway.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hutong.gateway.systems.RegistrationRefused.Why;
import hutong.routes.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemsFileTest {

  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

  @TempDir Path home;
  private Path path;
  private SystemsFile systems;

  @BeforeEach
  void open() {
    path = home.resolve("systems.json");
    systems = at(NOW);
  }

  @Test
  void no_file_means_no_system_and_no_key() {
    assertThat(systems.all()).isEmpty();
    assertThat(systems.list()).isEmpty();
    assertThat(systems.callerOf("hk_desk_" + "A".repeat(43))).isEmpty();
    assertThat(path).doesNotExist();
  }

  @Test
  void a_new_key_names_its_system_and_is_not_in_the_file() throws IOException {
    String key = systems.add(desk("desk"), null);

    assertThat(key).matches("hk_desk_[A-Za-z0-9_-]{43}");
    assertThat(systems.callerOf(key)).contains(new Caller.Local(desk("desk"), KeyScope.SYSTEM));
    assertThat(Files.readString(path)).doesNotContain(key.substring("hk_desk_".length()));
  }

  @Test
  void an_operator_is_no_local_system() {
    String key = systems.addOperator("ops", null);

    assertThat(systems.callerOf(key)).contains(new Caller.Operator("ops", KeyScope.OPERATOR));
    assertThat(systems.all()).isEmpty();
  }

  @Test
  void everything_about_a_system_is_read_back_as_it_was_written() {
    LocalSystem clinic =
        new LocalSystem(
            "clinic", false, "services", Set.of("ArrivalNotice"), List.of("3601", "360203"));
    systems.add(clinic, null);

    assertThat(at(NOW).all()).containsExactly(clinic);
  }

  @Test
  void the_file_and_its_lock_are_for_the_owner_alone() throws IOException {
    systems.add(desk("desk"), null);

    for (Path each : List.of(path, home.resolve("systems.json.lock"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_change_by_another_process_is_seen_at_once() {
    assertThat(systems.all()).isEmpty();

    String key = at(NOW).add(desk("desk"), null);
    assertThat(systems.callerOf(key)).isPresent();

    at(NOW).remove("desk");
    assertThat(systems.callerOf(key)).isEmpty();
    assertThat(systems.all()).isEmpty();
  }

  @Test
  void after_a_rotation_both_keys_are_valid_until_the_grace_ends() {
    String old = systems.add(desk("desk"), null);
    String fresh = systems.rotate("desk", Duration.ofDays(1), null);

    assertThat(systems.callerOf(old)).isPresent();
    assertThat(systems.callerOf(fresh)).isPresent();
    SystemsFile dayAfter = at(NOW.plus(Duration.ofDays(1)));
    assertThat(dayAfter.callerOf(old)).isEmpty();
    assertThat(dayAfter.callerOf(fresh)).isPresent();
  }

  @Test
  void without_grace_the_old_key_ends_with_the_rotation() {
    String old = systems.add(desk("desk"), null);
    String fresh = systems.rotate("desk", Duration.ZERO, null);

    assertThat(systems.callerOf(old)).isEmpty();
    assertThat(systems.callerOf(fresh)).isPresent();
    assertThat(systems.list().get(0).keys()).hasSize(1);
  }

  @Test
  void a_key_ends_when_it_expires() {
    String key = systems.add(desk("desk"), NOW.plusSeconds(60));

    assertThat(at(NOW.plusSeconds(59)).callerOf(key)).isPresent();
    assertThat(at(NOW.plusSeconds(60)).callerOf(key)).isEmpty();
  }

  @Test
  void keys_do_not_pile_up_without_end() {
    systems.add(desk("desk"), null);
    for (int i = 0; i < 7; i++) {
      systems.rotate("desk", Duration.ofDays(1), null);
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> systems.rotate("desk", Duration.ofDays(1), null));
  }

  @Test
  void another_systems_key_under_ones_own_name_is_refused() {
    systems.add(desk("desk"), null);
    String other =
        systems.add(new LocalSystem("other-desk", true, null, Set.of(), List.of("33")), null);

    assertThat(systems.callerOf("hk_desk_" + other.substring("hk_other-desk_".length()))).isEmpty();
  }

  @Test
  void what_is_no_key_is_refused() {
    String key = systems.add(desk("desk"), null);

    assertThat(
            List.of("", "hk_", "hk__", "hk_desk_", key + "A", key.substring(1), "desk", "hk_D_x"))
        .allSatisfy(text -> assertThat(systems.callerOf(text)).isEmpty());
    assertThat(systems.callerOf(key.substring(0, key.length() - 1))).isEmpty();
    assertThat(systems.callerOf("hk_" + "a".repeat(100_000))).isEmpty();
  }

  @Test
  void a_name_is_short_lower_case_and_given_once() {
    systems.add(desk("desk"), null);

    assertThat(List.of("a", "Desk", "desk_1", "de sk", "桌子", "a".repeat(41)))
        .allSatisfy(
            name ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> systems.add(desk(name), null)));
    assertThatIllegalArgumentException().isThrownBy(() -> systems.addOperator("desk", null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> systems.rotate("nobody", Duration.ZERO, null));
  }

  @Test
  void a_system_decides_or_reads_in_a_role_or_only_posts() {
    LocalSystem both = new LocalSystem("both", true, "services", Set.of(), List.of("36"));
    LocalSystem neither = new LocalSystem("neither", false, null, Set.of(), List.of("36"));

    assertThatIllegalArgumentException().isThrownBy(() -> systems.add(both, null));
    systems.add(neither, null);
    assertThat(systems.decider("ArrivalNotice", "360102")).isEmpty();
    assertThat(systems.readers("ArrivalNotice", "360102")).isEmpty();
  }

  @Test
  void changing_what_a_system_serves_keeps_its_keys() {
    String key = systems.add(desk("desk"), null);
    LocalSystem wider = new LocalSystem("desk", true, null, Set.of(), List.of("36", "33"));

    systems.change(wider);

    assertThat(systems.callerOf(key)).contains(new Caller.Local(wider, KeyScope.SYSTEM));
  }

  @Test
  void a_file_damaged_later_leaves_the_last_good_reading() throws IOException {
    String key = systems.add(desk("desk"), null);
    Files.writeString(path, "{\"version\":1,\"registered\":[{\"surprise\":true}]}");

    assertThat(systems.callerOf(key)).isPresent();
    assertThatIllegalArgumentException().isThrownBy(() -> at(NOW));
  }

  @Test
  void a_key_does_not_show_its_secret_when_printed() {
    KeyText key = KeyText.random("desk", new SecureRandom());

    assertThat(key.toString()).isEqualTo("hk_desk_…");
  }

  @Test
  void two_systems_with_an_equal_claim_are_refused_at_registration() {
    systems.add(desk("desk"), null);

    assertRefused(Why.EQUAL_CLAIM, () -> systems.add(desk("other"), null));
    systems.add(typed("arrivals", "ArrivalNotice"), null);
    assertRefused(
        Why.EQUAL_CLAIM, () -> systems.add(typed("two", "ArrivalNotice", "Inquiry"), null));
    systems.add(typed("inquiries", "Inquiry"), null);
    systems.add(new LocalSystem("city", true, null, Set.of(), List.of("3601")), null);
    assertRefused(
        Why.EQUAL_CLAIM,
        () -> systems.change(new LocalSystem("city", true, null, Set.of(), List.of("36"))));
    systems.add(new LocalSystem("reader", false, "services", Set.of(), List.of("36")), null);

    assertThat(systems.decider("ArrivalNotice", "360102").orElseThrow().name()).isEqualTo("city");
    assertThat(systems.decider("Inquiry", "360202").orElseThrow().name()).isEqualTo("inquiries");
    assertThat(systems.decider("DepartureNotice", "360202").orElseThrow().name()).isEqualTo("desk");
  }

  @Test
  void a_replaced_system_hands_over_its_claim_and_its_key_ends() {
    String old = systems.add(desk("desk"), null);

    SystemsFile.Replacement done = systems.replace("desk", "desk-2", Duration.ZERO);

    assertThat(systems.callerOf(old)).isEmpty();
    assertThat(systems.callerOf(done.key()))
        .contains(new Caller.Local(desk("desk-2"), KeyScope.SYSTEM));
    assertThat(systems.all()).containsExactly(desk("desk-2"));
    assertThat(systems.named("desk")).contains(desk("desk-2"));
    assertThat(systems.replace("desk", "desk-2", Duration.ZERO).already()).isTrue();
    assertRefused(Why.NAME_TAKEN, () -> systems.add(desk("desk"), null));
    assertRefused(Why.ENDED, () -> systems.rotate("desk", Duration.ZERO, null));
    assertThat(at(NOW).ended()).extracting(each -> each.ending().by()).containsExactly("desk-2");
  }

  @Test
  void within_the_grace_the_old_key_acts_for_the_successor_and_takes_on_nothing_new() {
    String old = systems.add(desk("desk"), null);
    systems.replace("desk", "desk-2", Duration.ofHours(1));
    systems.replace("desk-2", "desk-3", Duration.ZERO);

    assertThat(systems.callerOf(old))
        .contains(new Caller.Local(desk("desk-3"), true, KeyScope.SYSTEM));
    assertThat(at(NOW.plus(Duration.ofHours(1))).callerOf(old)).isEmpty();
  }

  @Test
  void a_successor_that_works_already_serves_both_claims_or_is_refused() {
    systems.add(desk("desk"), null);
    systems.add(new LocalSystem("other", true, null, Set.of(), List.of("33")), null);
    systems.add(new LocalSystem("third", true, null, Set.of("Inquiry"), List.of("44")), null);
    systems.add(new LocalSystem("reader", false, "services", Set.of(), List.of("36")), null);

    assertThat(systems.replace("desk", "other", Duration.ZERO).key()).isNull();
    assertThat(systems.named("other").orElseThrow().divisions()).containsExactly("33", "36");
    assertRefused(Why.CLAIM_UNFIT, () -> systems.replace("third", "other", Duration.ZERO));
    assertRefused(Why.CLAIM_UNFIT, () -> systems.replace("other", "reader", Duration.ZERO));
    assertRefused(Why.NAME_TAKEN, () -> systems.replace("other", "desk", Duration.ZERO));
    assertRefused(Why.UNKNOWN, () -> systems.replace("nobody", "other", Duration.ZERO));
  }

  @Test
  void the_name_of_a_retired_system_may_be_given_again() {
    String old = systems.add(desk("desk"), null);
    assertThat(systems.remove("desk")).isTrue();
    assertThat(systems.remove("desk")).isFalse();
    assertThat(systems.ended()).hasSize(1);

    systems.add(desk("desk"), null);

    assertThat(systems.ended()).isEmpty();
    assertThat(systems.callerOf(old)).isEmpty();
  }

  private static void assertRefused(Why why, ThrowingCallable asked) {
    assertThatExceptionOfType(RegistrationRefused.class)
        .isThrownBy(asked)
        .satisfies(refused -> assertThat(refused.why()).isEqualTo(why));
  }

  private static LocalSystem typed(String name, String... types) {
    return new LocalSystem(name, true, null, Set.of(types), List.of("36"));
  }

  private SystemsFile at(Instant instant) {
    return new SystemsFile(path, Clock.fixed(instant, ZoneOffset.UTC), new SecureRandom());
  }

  private static LocalSystem desk(String name) {
    return new LocalSystem(name, true, null, Set.of(), List.of("36"));
  }

  @Test
  void a_key_may_only_what_it_is_for_and_each_ends_alone() {
    String whole = systems.add(desk("desk"), null);
    String nightly =
        systems.addKey("desk", new NewKey("nightly run", Set.of(KeyScope.SUBMIT), null));
    assertThat(systems.callerOf(nightly))
        .contains(new Caller.Local(desk("desk"), Set.of(KeyScope.SUBMIT)));
    StoredKey stored = systems.list().get(0).keys().get(1);
    assertThat(stored.label()).isEqualTo("nightly run");
    assertThat(nightly).doesNotContain(stored.id());

    String next = systems.rotateKey("desk", stored.id(), Duration.ofHours(1));
    assertThat(systems.callerOf(next).orElseThrow().scopes()).containsExactly(KeyScope.SUBMIT);
    assertThat(systems.callerOf(nightly)).isPresent();
    systems.revokeKey("desk", stored.id());

    assertThat(systems.callerOf(nightly)).isEmpty();
    assertThat(systems.callerOf(next)).isPresent();
    assertThat(systems.callerOf(whole).orElseThrow().scopes()).isEqualTo(KeyScope.SYSTEM);
  }

  @Test
  void a_key_of_another_kind_for_nothing_or_with_a_strange_label_is_refused() {
    systems.add(desk("desk"), null);
    systems.addOperator("ops", null);
    for (NewKey wrong :
        List.of(
            new NewKey(null, Set.of(KeyScope.OPERATE), null),
            new NewKey(null, Set.of(), null),
            new NewKey("<b>", null, null),
            new NewKey("x".repeat(41), null, null))) {
      assertThatIllegalArgumentException().isThrownBy(() -> systems.addKey("desk", wrong));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> systems.addKey("ops", new NewKey(null, Set.of(KeyScope.READ), null)));
    assertThatIllegalArgumentException().isThrownBy(() -> systems.revokeKey("desk", "nobodys"));
    for (int i = 1; i < 8; i++) {
      systems.addKey("desk", NewKey.whole(null));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> systems.addKey("desk", NewKey.whole(null)));
  }

  @Test
  void keys_of_a_file_written_before_keys_had_scopes_may_what_their_kind_may() throws Exception {
    String key = systems.add(desk("desk"), null);
    String json = Files.readString(path);
    String older =
        json.replaceAll("(?s)\"id\" : \"[^\"]*\",\\s*", "")
            .replaceAll("(?s)\"scopes\" : \\[[^]]*\\],\\s*", "");
    assertThat(older).doesNotContain("scopes");
    Files.writeString(path, older);

    assertThat(systems.callerOf(key).orElseThrow().scopes()).isEqualTo(KeyScope.SYSTEM);
    systems.revokeKey("desk", systems.list().get(0).keys().get(0).id());
    assertThat(systems.callerOf(key)).isEmpty();
  }
}
