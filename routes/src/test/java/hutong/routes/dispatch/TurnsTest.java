package hutong.routes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.dispatch.Turns.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final List<String> begun = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - 5; // Such a clock may begin anywhere.
  private final Turns turns = new Turns(() -> nanos, 2);

  @BeforeEach
  void open() {
    turns.open(begun::add);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private void sent(List<String> destinations) {
    turns.due(destinations);
    destinations.forEach(each -> turns.ended(each, End.GONE));
    destinations.forEach(each -> turns.ended(each, End.NOTHING));
    begun.clear();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void a_destination_has_one_turn_at_a_time_and_another_if_it_is_rung_for_meanwhile() {
    turns.rung("a");
    turns.rung("a");
    turns.due(List.of("a"));
    assertThat(begun).containsExactly("a");
    turns.ended("a", End.NOTHING);
    assertThat(begun).containsExactly("a", "a");
    turns.ended("a", End.NOTHING);
    assertThat(begun).containsExactly("a", "a");
  }

  @Test
  void what_was_more_than_a_turn_takes_goes_on_behind_the_others() {
    List<String> many = names("d", 200);
    turns.due(many);
    begun.clear();
    turns.ended("d0", End.GONE);
    assertThat(begun).hasSize(2).contains("d0");
    turns.ended("d0", End.GONE);
    assertThat(begun).last().isEqualTo("d0");
  }

  @Test
  void however_many_are_down_whoever_was_quick_goes_at_once() {
    sent(List.of("quick"));
    turns.due(names("down", 1_000));
    assertThat(begun).hasSize(128).doesNotContain("quick");
    turns.rung("quick");
    assertThat(begun).last().isEqualTo("quick");
  }

  @Test
  void who_was_never_tried_goes_before_those_that_failed() {
    List<String> down = names("down", 1_000);
    turns.due(down);
    down.forEach(each -> turns.ended(each, End.PUT_OFF));
    begun.clear();
    turns.due(down);
    assertThat(begun).hasSize(64);
    turns.rung("new");
    assertThat(begun).hasSize(65).last().isEqualTo("new");
  }

  @Test
  void those_that_hang_take_no_room_from_the_quick() {
    List<String> hanging = names("hanging", 16);
    sent(hanging);
    sent(List.of("quick"));
    turns.due(hanging);
    turns.rung("quick");
    for (int i = 0; i < 4; i++) {
      pass(Duration.ofMillis(51));
      turns.due(List.of());
    }
    assertThat(begun).hasSize(16).doesNotContain("quick");
    pass(Duration.ofSeconds(2));
    turns.due(List.of());
    assertThat(begun).hasSize(17).last().isEqualTo("quick");
    hanging.forEach(each -> turns.ended(each, End.GONE));
    turns.due(names("down", 1_000));
    turns.ended("quick", End.GONE);
    assertThat(begun).last().isEqualTo("quick");
  }

  @Test
  void no_more_turns_begin_than_the_processors_can_work_on_unless_they_wait_for_brokers() {
    List<String> quick = names("quick", 34);
    sent(quick);
    turns.due(quick);
    assertThat(begun).hasSize(4);
    turns.ended(begun.get(0), End.NOTHING);
    assertThat(begun).hasSize(5);
    pass(Duration.ofMillis(51));
    turns.due(List.of());
    assertThat(begun).hasSize(9);
  }

  @Test
  void one_whose_turn_broke_rests_longer_each_time() {
    turns.due(List.of("a"));
    turns.ended("a", End.BROKEN);
    turns.due(List.of("a"));
    turns.rung("a");
    assertThat(begun).hasSize(1);
    pass(Duration.ofMillis(51));
    turns.due(List.of("a"));
    assertThat(begun).hasSize(2);
    turns.ended("a", End.BROKEN);
    pass(Duration.ofMillis(51));
    turns.due(List.of("a"));
    assertThat(begun).hasSize(2);
    pass(Duration.ofMillis(50));
    turns.due(List.of("a"));
    assertThat(begun).hasSize(3);
  }

  @Test
  void after_the_end_no_turn_begins() {
    turns.due(names("d", 200));
    turns.close();
    begun.clear();
    turns.ended("d0", End.GONE);
    turns.rung("e");
    assertThat(begun).isEmpty();
  }
}
