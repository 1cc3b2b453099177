package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.hx.Finding;
import hutong.schemas.hx.InquiryReply;
import hutong.schemas.hx.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplySubstanceTest {
  private static final Documents DOCUMENTS = new Documents();
  private static final ReplySubstance SUBSTANCE = new ReplySubstance(DOCUMENTS, RecordTypes.load());

  @Test
  void a_finding_alone_says_nothing() {
    assertThat(SUBSTANCE.of(reply(any -> {}))).isEmpty();
    assertThat(SUBSTANCE.of(reply(each -> each.getAnswer().add(item("…")))))
        .as("neither letter nor digit")
        .isEmpty();
    assertThat(SUBSTANCE.of(reply(each -> each.getAnswer().add(item("否"))))).isPresent();
    assertThat(SUBSTANCE.of(reply(each -> each.setVerifiedOn(LocalDate.of(2026, 3, 3)))))
        .isPresent();
  }

  @Test
  void the_same_said_under_other_ids_is_the_same() {
    byte[] first = said("仍在原籍登记", any -> {});
    assertThat(
            said(
                "仍在原籍登记",
                each -> {
                  each.setInReplyTo(UUID.randomUUID());
                  each.getSource().setKey("another");
                  each.getSource().setVersion(9);
                  each.setObservedAt(Instant.parse("2026-03-09T00:00:00Z"));
                  each.setCaseId("case-9");
                }))
        .isEqualTo(first);
    assertThat(said("已迁出", any -> {})).isNotEqualTo(first);
    assertThat(said("仍在原籍登记", each -> each.getSubject().setDocumentNumber("110101199001010015")))
        .as("another person")
        .isNotEqualTo(first);
  }

  @Test
  void what_is_no_reply_has_none() {
    assertThat(SUBSTANCE.of(Samples.arrival())).isEmpty();
  }

  private static byte[] said(String text, Consumer<InquiryReply> change) {
    InquiryReply reply = reply(change);
    reply.getAnswer().add(item(text));
    return SUBSTANCE.of(reply).orElseThrow();
  }

  private static Item item(String text) {
    Item item = new Item();
    item.setNumber(1);
    item.setText(text);
    return item;
  }

  private static InquiryReply reply(Consumer<InquiryReply> change) {
    InquiryReply reply =
        Samples.oneOfEveryType().stream()
            .filter(InquiryReply.class::isInstance)
            .map(InquiryReply.class::cast)
            .findFirst()
            .orElseThrow();
    reply.setFinding(Finding.CONFIRMED);
    reply.setVerifiedOn(null);
    reply.getAnswer().clear();
    change.accept(reply);
    return reply;
  }
}
