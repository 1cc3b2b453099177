package hutong.gateway.why;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hutong.gateway.codes.CodeBook;
import hutong.gateway.codes.CodeKind;
import hutong.gateway.http.ApiCode;
import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Why;
import hutong.schemas.DueDate;
import hutong.schemas.RejectionCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every state with every cause, in both languages. */
class WhyBookTest {

  private static final Instant SINCE = Instant.parse("2026-11-28T08:00:00Z");
  private static final Instant UNTIL = SINCE.plusSeconds(90);

  private final CodeBook codes = new CodeBook(ApiCode.explanations());
  private final WhyBook book = new WhyBook(codes);

  private static TransferView view(boolean outbound, String state, boolean due) {
    TransferFacts facts =
        new TransferFacts(
            new UUID(1, 2),
            "320000",
            state.equals("AWAITING_ADDRESS") ? null : "410000",
            "ResidentArrival",
            "1.0",
            null,
            "411600",
            null,
            null,
            false,
            SINCE,
            UNTIL);
    AnswerClock clock =
        due
            ? new AnswerClock(
                new DueDate(LocalDate.of(2026, 12, 15), "P10D", "1"),
                UNTIL,
                null,
                AnswerClock.Urged.NOT_YET)
            : null;
    return new TransferView(
        outbound, facts, state, null, null, null, "desk", List.of(), List.of(), List.of(), clock,
        null, null, null, null, SINCE, null, null);
  }

  private List<Why> all() {
    Set<String> causes = new TreeSet<>();
    codes.codes().stream()
        .filter(code -> codes.page(code).containsKey(CodeKind.WAIT))
        .forEach(causes::add);
    for (RejectionCode each : RejectionCode.values()) {
      causes.add(each.name());
    }
    causes.add("A_WORD_OF_LATER");
    List<Why> all = new ArrayList<>();
    List<TransferView> views = new ArrayList<>();
    for (OutboundState state : OutboundState.values()) {
      views.add(view(true, state.name(), false));
      views.add(view(true, state.name(), true));
    }
    for (InboundState state : InboundState.values()) {
      views.add(view(false, state.name(), false));
    }
    for (TransferView each : views) {
      all.add(new Why(each, null, SINCE, null, 0));
      all.add(new Why(each, null, SINCE, UNTIL, 1));
      for (String cause : causes) {
        all.add(new Why(each, cause, SINCE, null, 310));
        all.add(new Why(each, cause, SINCE, UNTIL, 10_001));
      }
    }
    return all;
  }

  @Test
  void every_state_and_cause_has_its_sentence_in_both_languages() {
    assertThat(all()).hasSizeGreaterThan(1_000);
    for (Why why : all()) {
      for (String language : List.of("zh", "en")) {
        Reason reason = book.say(why, node -> node, language);
        assertThat(reason.sentence())
            .as(why.view().state() + " " + why.cause())
            .matches(language.equals("zh") ? "[^{}?]{8,}。" : "[^{}?]{20,}[.]")
            .doesNotContain("null", ". ", "..", "。;", ": ;");
        assertThat(reason.todo()).isNotBlank();
        assertThat(reason.others()).isLessThanOrEqualTo(10_000);
        assertThat(reason.moreOthers()).isEqualTo(why.others() > 10_000);
        boolean ended = reason.turn() == Turn.NOBODY;
        assertThat(ended || !List.of("ACCEPTED", "WITHDRAWN").contains(why.view().state()))
            .isTrue();
      }
    }
  }

  @Test
  void the_sentence_says_what_whose_turn_and_how_many() {
    TransferView waiting = view(true, "WAITING_RETRY", false);
    Reason reason =
        book.say(
            new Why(waiting, "BROKER_UNREACHABLE", SINCE, UNTIL, 310),
            node -> node + " Henan",
            "en");
    assertThat(reason.sentence())
        .isEqualTo(
            "It cannot go to 410000 Henan since 2026-11-28 16:00:00 +08:00: the destination's broker"
                + " cannot be reached; this node tries again at 2026-11-28 16:01:30 +08:00; 310"
                + " others stand so.");
    assertThat(reason.turn()).isEqualTo(Turn.NODE);
    TransferView rejected = view(true, "REJECTED", false);
    Why why = new Why(rejected, "PERSON_NOT_FOUND", SINCE, null, 0);
    assertThat(book.say(why, node -> node + " 河南省", "zh").sentence())
        .startsWith("410000 河南省于2026-11-28 16:00:00 +08:00拒收(PERSON_NOT_FOUND):")
        .endsWith(";轮到提交它的系统。");
  }

  @Test
  void no_sentence_is_of_nothing() throws IOException {
    Map<String, Map<String, String>> lines;
    try (InputStream in = WhyBook.class.getResourceAsStream("why.yaml")) {
      lines = new YAMLMapper().readValue(in, new TypeReference<>() {});
    }
    Set<String> known = new TreeSet<>();
    for (OutboundState state : OutboundState.values()) {
      known.add("OUT " + state);
    }
    for (InboundState state : InboundState.values()) {
      known.add("IN " + state);
    }
    assertThat(lines.keySet()).containsAll(known);
    assertThat(lines.keySet())
        .allMatch(
            key ->
                known.contains(key.replaceFirst(" (CAUSE|PAUSED|LEASED|DUE)$", ""))
                    || key.matches("(TURN|OTHERS) [A-Z ]+"));
  }
}
