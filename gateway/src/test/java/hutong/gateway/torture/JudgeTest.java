package hutong.gateway.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private final Book book = new Book();
  private final Map<UUID, Judge.Said> said = new HashMap<>();
  private final List<UUID> ids = new ArrayList<>();

  JudgeTest() {
    for (int i = 0; i < 3; i++) {
      UUID id = new UUID(7, i);
      ids.add(id);
      book.acknowledged("key-" + i, new Book.Entry(id, 0, "one"));
      said.put(id, new Judge.Said(Judge.accepts(id) ? "ACCEPTED" : "REJECTED", true));
    }
  }

  @Test
  void what_went_well_is_clean() {
    ids.forEach(this::received);
    Verdict found = Judge.judge(book, said);
    assertThat(found).isEqualTo(new Verdict(3, 3, 0, 0, 0, 0, 0, 0));
    assertThat(found.clean()).isTrue();
  }

  @Test
  void nothing_done_is_not_clean() {
    assertThat(Judge.judge(new Book(), Map.of()).clean()).isFalse();
  }

  @Test
  void what_was_acknowledged_and_never_handed_out_is_lost() {
    received(ids.get(0));
    received(ids.get(2));
    assertThat(Judge.judge(book, said).lost()).isEqualTo(1);
  }

  @Test
  void what_the_sender_does_not_know_the_end_of_is_lost() {
    ids.forEach(this::received);
    said.put(ids.get(0), new Judge.Said("DELIVERED", true));
    said.remove(ids.get(1));
    assertThat(Judge.judge(book, said).lost()).isEqualTo(2);
  }

  @Test
  void what_is_handed_out_after_its_decision_was_kept_is_duplicated() {
    ids.forEach(this::received);
    book.handedOut(ids.get(1), System.nanoTime());
    assertThat(Judge.judge(book, said).duplicated()).isEqualTo(1);
  }

  @Test
  void what_is_handed_out_again_before_its_decision_was_kept_is_no_duplicate() {
    book.handedOut(ids.get(0), System.nanoTime());
    ids.forEach(this::received);
    assertThat(Judge.judge(book, said).clean()).isTrue();
  }

  @Test
  void a_late_answer_to_who_asked_before_the_decision_was_kept_is_no_duplicate() {
    long asked = System.nanoTime();
    ids.forEach(this::received);
    book.handedOut(ids.get(1), asked);
    assertThat(Judge.judge(book, said).clean()).isTrue();
  }

  @Test
  void two_ids_for_one_key_are_a_duplicate() {
    ids.forEach(this::received);
    book.acknowledged("key-0", new Book.Entry(new UUID(9, 9), 0, "one"));
    assertThat(Judge.judge(book, said).duplicated()).isEqualTo(1);
  }

  @Test
  void what_nobody_was_acknowledged_is_a_duplicate() {
    ids.forEach(this::received);
    received(new UUID(9, 9));
    assertThat(Judge.judge(book, said).duplicated()).isEqualTo(1);
  }

  @Test
  void an_earlier_record_of_a_stream_after_a_later_one_is_out_of_order() {
    List.of(ids.get(1), ids.get(0), ids.get(2)).forEach(this::received);
    assertThat(Judge.judge(book, said).outOfOrder()).isEqualTo(1);
  }

  @Test
  void streams_may_overtake_each_other() {
    UUID other = new UUID(8, 0);
    book.acknowledged("key-other", new Book.Entry(other, 0, "other"));
    said.put(other, new Judge.Said(Judge.accepts(other) ? "ACCEPTED" : "REJECTED", true));
    received(other);
    ids.forEach(this::received);
    assertThat(Judge.judge(book, said).outOfOrder()).isZero();
  }

  @Test
  void an_outcome_that_the_receiver_did_not_decide_is_seen() {
    ids.forEach(this::received);
    UUID id = ids.get(0);
    said.put(id, new Judge.Said(Judge.accepts(id) ? "REJECTED" : "ACCEPTED", true));
    assertThat(Judge.judge(book, said).differing()).isEqualTo(1);
  }

  @Test
  void a_missing_receipt_is_seen() {
    ids.forEach(this::received);
    said.put(ids.get(0), new Judge.Said(said.get(ids.get(0)).state(), false));
    assertThat(Judge.judge(book, said).receiptsMissing()).isEqualTo(1);
  }

  private void received(UUID id) {
    book.handedOut(id, System.nanoTime());
    book.settled(id);
  }
}
