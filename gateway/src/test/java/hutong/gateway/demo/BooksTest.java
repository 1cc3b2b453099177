package hutong.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.gateway.demo.people.Region;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BooksTest {

  private final Books books = Books.empty();
  private final UUID id = new UUID(1, 1);

  @Test
  void handed_out_again_before_the_decision_is_no_duplicate() {
    handOut();
    handOut();
    books.received().decided(Desk.HENAN, id, Fate.ACCEPTED);

    assertThat(books.received().of(Desk.HENAN, id)).map(Received::again).contains(0);
  }

  @Test
  void handed_out_again_after_the_decision_is_counted() {
    handOut();
    books.received().decided(Desk.HENAN, id, Fate.ACCEPTED);
    handOut();

    assertThat(books.received().of(Desk.HENAN, id)).map(Received::again).contains(1);
  }

  @Test
  void what_is_handed_out_but_not_decided_is_not_settled() {
    handOut();

    assertThat(books.received().settled(Desk.HENAN, id)).isFalse();
    assertThat(books.received().settled(Desk.HEBEI, id)).isFalse();
  }

  @Test
  void answer_is_expected_at_the_desk_that_asked() {
    UUID answer = new UUID(2, 2);
    books.sent().enter(sent(id, "Inquiry", Desk.SOUTH, Desk.HENAN, null));
    books.sent().enter(sent(answer, "InquiryReply", Desk.HENAN, null, id));

    assertThat(books.sent().of(answer).flatMap(books.sent()::expectedAt)).contains(Desk.SOUTH);
  }

  @Test
  void same_id_for_two_records_is_not_entered() {
    books.sent().enter(sent(id, "Inquiry", Desk.SOUTH, Desk.HENAN, null));

    assertThatThrownBy(
            () -> books.sent().enter(sent(id, "ArrivalNotice", Desk.SOUTH, Desk.HENAN, null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(id.toString());
  }

  @Test
  void record_with_differences_of_one_sort_counts_once() {
    Difference lost = new Difference(Difference.Sort.LOST, id.toString(), "sender", "a", "b");
    Difference lostToo = new Difference(Difference.Sort.LOST, id.toString(), "recipient", "a", "b");
    Findings findings = new Findings(List.of(), List.of(lost, lostToo), 0);

    assertThat(findings.records(Difference.Sort.LOST)).isEqualTo(1);
    assertThat(findings.agree()).isFalse();
  }

  private void handOut() {
    books.received().handedOut(Desk.HENAN, id, Region.JIANGSU, "ArrivalNotice");
  }

  private static Sent sent(UUID id, String type, Desk from, Desk at, UUID answers) {
    return new Sent(id, type, from, Region.HENAN, at, answers, Fate.ACCEPTED);
  }
}
