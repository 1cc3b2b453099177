package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.routes.ledger.Act;
import hutong.routes.ledger.AuditLog.Cursor;
import hutong.routes.ledger.AuditLog.Filter;
import hutong.routes.ledger.Proposals.Decided;
import hutong.routes.ledger.Proposals.Kind;
import hutong.routes.ledger.Proposals.New;
import hutong.routes.ledger.Proposals.Proposal;
import hutong.routes.ledger.Proposals.Reason;
import hutong.routes.ledger.Proposals.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What people did, and what takes two of them; the same on every database. */
abstract class TwoPersonBehaviour extends LedgerBehaviour {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final String DIGEST = "ab".repeat(32);

  abstract Connection connection() throws SQLException;

  private static Act act(int second, String by, String what) {
    return new Act(
        NOW.plusSeconds(second),
        by,
        Act.Channel.API,
        what,
        id(second).toString(),
        "r-" + second,
        Act.Outcome.ASKED,
        null);
  }

  private static New discard(String about) {
    return new New(Kind.DISCARD, about, Map.of(), Reason.WORTHLESS, "li", NOW.plus(WEEK));
  }

  private Proposal proposed() {
    return ledger.proposals().propose(discard(DIGEST), NOW).orElseThrow();
  }

  private State stands(UUID id) {
    return ledger.proposals().find(id).orElseThrow().state();
  }

  private List<String> found() throws SQLException {
    List<AuditFinding> findings = new ArrayList<>();
    try (Connection connection = connection()) {
      Sql sql = new Sql(connection);
      AuditActs acts = new AuditActs(sql, findings);
      new AuditEvents(sql, new ChainSeals(Samples.vault()), acts, findings).run();
      acts.run();
    }
    return findings.stream().map(each -> each.table() + " " + each.what()).toList();
  }

  private void damage(String statement) throws SQLException {
    ledger.close();
    try (Connection connection = connection();
        Statement sql = connection.createStatement()) {
      assertThat(sql.executeUpdate(statement)).isPositive();
    }
    ledger = open();
  }

  @Test
  void acts_are_listed_newest_first_by_whom_what_and_when() {
    List<Act> many = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      many.add(act(i, i % 2 == 0 ? "li" : "wang", i % 3 == 0 ? "RETRY" : "ABANDON"));
    }
    ledger.auditLog().note(many);

    List<Act> all = ledger.auditLog().list(Filter.ALL, null, 100);
    assertThat(all).hasSize(30);
    assertThat(all.get(0).about()).isEqualTo(id(30).toString());
    assertThat(all).extracting(Act::number).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(ledger.auditLog().list(new Filter("li", null, null, null), null, 100)).hasSize(15);
    assertThat(ledger.auditLog().list(new Filter(null, "RETRY", null, null), null, 100))
        .hasSize(10);
    Filter both = new Filter("wang", "RETRY", NOW.plusSeconds(3), NOW.plusSeconds(10));
    assertThat(ledger.auditLog().list(both, null, 100))
        .extracting(Act::request)
        .containsExactly("r-9", "r-3");

    List<Act> pages = new ArrayList<>();
    Cursor after = null;
    List<Act> page;
    do {
      page = ledger.auditLog().list(new Filter("li", null, null, null), after, 4);
      pages.addAll(page);
      after = page.isEmpty() ? null : Cursor.of(page.get(page.size() - 1));
    } while (!page.isEmpty());
    assertThat(pages).doesNotHaveDuplicates().hasSize(15);
  }

  @Test
  void whoever_a_provider_vouches_for_has_a_name_in_the_log() {
    String by = "oidc:" + "z".repeat(64) + "@" + "e".repeat(64);
    ledger
        .auditLog()
        .note(List.of(act(1, by, "SIGN_IN"), act(2, "oidc:li+1@example.org", "RETRY")));
    assertThat(ledger.auditLog().list(new Filter(by, null, null, null), null, 10)).hasSize(1);
  }

  @Test
  void an_act_has_names_words_and_ids_alone() {
    assertThatThrownBy(
            () -> new Act(NOW, "li", Act.Channel.API, "RETRY", "张三", null, Act.Outcome.ASKED, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_act_that_is_changed_taken_away_or_put_in_is_found() throws SQLException {
    ledger.auditLog().note(List.of(act(1, "li", "RETRY"), act(2, "li", "ABANDON")));
    Proposal made = proposed();
    ledger.proposals().approve(made.id(), "wang", NOW);
    assertThat(found()).isEmpty();

    damage("UPDATE act SET done_by = 'wang' WHERE what = 'RETRY'");
    assertThat(found()).containsExactly("act is not what was written");
    damage("UPDATE act SET done_by = 'li' WHERE what = 'RETRY'");
    assertThat(found()).isEmpty();

    damage("UPDATE proposal SET decided_by = 'li'");
    assertThat(found()).containsExactly("proposal is not what was written");
    damage("UPDATE proposal SET decided_by = 'wang'");
    damage("UPDATE proposal SET state = 'OPEN', decided_by = NULL, decided = NULL");
    assertThat(found()).containsExactly("proposal is not what was written");
    damage("DELETE FROM proposal");
    damage("DELETE FROM act WHERE what = 'ABANDON'");
    assertThat(found())
        .containsExactlyInAnyOrder(
            "act is missing: its event is here", "proposal is missing: its events are here");
    damage(
        "INSERT INTO act (number, writer, event, happened, done_by, channel, what, outcome)"
            + " SELECT number + 1, writer, 900, happened, done_by, channel, what, outcome FROM act");
    assertThat(found()).contains("act was inserted: no event");
  }

  @Test
  void nobody_approves_what_they_proposed_themselves() {
    Proposal made = proposed();
    assertThat(ledger.proposals().approve(made.id(), "li", NOW)).isEqualTo(Decided.SAME_PERSON);
    assertThat(stands(made.id())).isEqualTo(State.OPEN);
    assertThat(ledger.proposals().approve(made.id(), "wang", NOW)).isEqualTo(Decided.DONE);
    assertThat(ledger.proposals().approve(made.id(), "zhao", NOW)).isEqualTo(Decided.ALREADY);
    assertThat(ledger.proposals().refuse(made.id(), "zhao", NOW)).isEqualTo(Decided.ALREADY);
    assertThat(ledger.proposals().approve(id(9), "wang", NOW)).isEqualTo(Decided.UNKNOWN);
  }

  @Test
  void a_name_is_one_person_as_operator_by_account_and_by_way_of_a_provider() {
    for (String[] two :
        new String[][] {{"li", "oidc:li"}, {"oidc:Li", "li"}, {"oidc:li", "oidc:LI"}}) {
      New what = new New(Kind.DISCARD, two[0], Map.of(), Reason.WORTHLESS, two[0], NOW.plus(WEEK));
      UUID made = ledger.proposals().propose(what, NOW).orElseThrow().id();
      assertThat(ledger.proposals().approve(made, two[1], NOW)).isEqualTo(Decided.SAME_PERSON);
      assertThat(ledger.proposals().approve(made, "oidc:wang", NOW)).isEqualTo(Decided.DONE);
    }
  }

  @Test
  void what_is_open_already_is_not_proposed_twice_and_may_be_taken_back() {
    Proposal made = proposed();
    assertThat(proposed().id()).isEqualTo(made.id());
    assertThat(ledger.proposals().refuse(made.id(), "li", NOW)).isEqualTo(Decided.DONE);
    Proposal again = proposed();
    assertThat(again.id()).isNotEqualTo(made.id());
    assertThat(ledger.proposals().list(null, null, 10))
        .extracting(Proposal::id)
        .containsExactly(again.id(), made.id());
    assertThat(ledger.proposals().list(State.OPEN, null, 10))
        .extracting(Proposal::id)
        .containsExactly(again.id());
    assertThat(ledger.proposals().list(null, again.id(), 10))
        .extracting(Proposal::id)
        .containsExactly(made.id());
  }

  @Test
  void of_two_who_approve_at_the_same_moment_one_has_it_done() throws Exception {
    for (int round = 0; round < 20; round++) {
      String about = "%064x".formatted(round);
      Proposal made = ledger.proposals().propose(discard(about), NOW).orElseThrow();
      CountDownLatch go = new CountDownLatch(1);
      List<CompletableFuture<Integer>> both = new ArrayList<>();
      for (String by : List.of("wang", "zhao")) {
        both.add(
            CompletableFuture.supplyAsync(
                () -> {
                  awaitUnchecked(go);
                  boolean approved = ledger.proposals().approve(made.id(), by, NOW) == Decided.DONE;
                  boolean claimed = ledger.proposals().claim(made.id(), NOW, LATER).isPresent();
                  return (approved ? 1 : 0) + (claimed ? 10 : 0);
                }));
      }
      go.countDown();
      int sum = 0;
      for (CompletableFuture<Integer> each : both) {
        sum += each.get();
      }
      assertThat(sum).as("one approval, one claim").isEqualTo(11);
      assertThat(ledger.proposals().claim(made.id(), NOW, LATER)).isEmpty();
    }
  }

  private static void awaitUnchecked(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  void what_was_approved_is_given_out_again_if_nobody_says_what_came_of_it() {
    Proposal made = proposed();
    ledger.proposals().approve(made.id(), "wang", NOW);
    assertThat(ledger.proposals().claim(made.id(), NOW, LATER)).isPresent();
    assertThat(ledger.proposals().claim(10, NOW, LATER)).isEmpty();

    ledger.close();
    ledger = open();

    Instant after = LATER.plusSeconds(60);
    assertThat(ledger.proposals().claim(10, LATER, after))
        .extracting(Proposal::id)
        .containsExactly(made.id());
    ledger.proposals().carriedOut(made.id(), "DONE", LATER);
    ledger.proposals().carriedOut(made.id(), "OTHERWISE", LATER);
    assertThat(ledger.proposals().find(made.id()).orElseThrow().result()).isEqualTo("DONE");
    assertThat(ledger.proposals().claim(10, after, after)).isEmpty();
    assertThat(ledger.auditLog().list(Filter.ALL, null, 9))
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.what()).isEqualTo("CARRY_OUT_DISCARD");
              assertThat(act.by()).isEqualTo("wang");
              assertThat(act.code()).isEqualTo("DONE");
            });
  }

  @Test
  void after_its_time_nobody_approves_it() {
    Proposal made = proposed();
    Instant late = NOW.plus(WEEK);
    assertThat(ledger.proposals().approve(made.id(), "wang", late)).isEqualTo(Decided.EXPIRED);
    assertThat(stands(made.id())).isEqualTo(State.EXPIRED);

    Proposal second = proposed();
    ledger.sweep(late);
    assertThat(stands(second.id())).isEqualTo(State.EXPIRED);
    assertThat(ledger.proposals().approve(second.id(), "wang", NOW)).isEqualTo(Decided.EXPIRED);
  }
}
