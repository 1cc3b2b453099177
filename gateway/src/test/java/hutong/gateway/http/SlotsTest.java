package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {

  @Test
  void one_caller_leaves_room_for_others_and_freeing_twice_frees_once() {
    Slots slots = new Slots(4, 2);
    List<Slots.Slot> greedy = new ArrayList<>(List.of(slots.take("a"), slots.take("a")));
    assertThatThrownBy(() -> slots.take("a")).isInstanceOf(Refused.class);
    List<Slots.Slot> others = List.of(slots.take("b"), slots.take("c"));
    assertThatThrownBy(() -> slots.take("d")).isInstanceOf(Refused.class);
    others.get(0).free();
    others.get(0).free();
    assertThat(slots.take("d")).isNotNull();
    assertThatThrownBy(() -> slots.take("b")).isInstanceOf(Refused.class);
    greedy.forEach(Slots.Slot::free);
    assertThat(List.of(slots.take("a"), slots.take("b"))).hasSize(2);
  }
}
