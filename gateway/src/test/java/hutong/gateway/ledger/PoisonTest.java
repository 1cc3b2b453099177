package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.routes.Bells;
import hutong.routes.Quarantine;
import hutong.routes.WriteControl;
import hutong.routes.control.AnswerControls;
import hutong.routes.control.OpenControls;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.InQuarantine;
import hutong.routes.ledger.LedgerUnavailable;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.Viewer;
import hutong.routes.receive.ReadArrivals;
import hutong.routes.receive.RememberArrivals;
import hutong.schemas.hx.Control;
import hutong.schemas.hx.StatusRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrivals one of which can't be stored, whatever is tried. */
class PoisonTest {
  private static final UUID POISON = LedgerBehaviour.id(2);
  private static final ReceiptWriter FAILS_FOR_ONE =
      Samples.each(
          facts -> {
            if (facts.about().id().equals(POISON)) {
              throw new IllegalStateException("nobody foresaw this");
            }
            return Samples.receipt(facts);
          });

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private SqlLedger ledger;
  private RememberArrivals remember;

  @BeforeEach
  void open() {
    ledger = SqlLedger.open(folder.resolve("ledger.db"), Samples.vault(), clock);
    remember = new RememberArrivals(ledger, FAILS_FOR_ONE, new Bells(), clock);
  }

  private static ReadArrivals.Read group(Integer... numbers) {
    List<Arrival> arrivals =
        Stream.of(numbers).map(LedgerBehaviour::id).map(Samples::arrival).toList();
    return new ReadArrivals.Read(arrivals, List.of());
  }

  @Test
  void a_poisonous_arrival_is_quarantined_and_its_neighbours_are_stored() {
    remember.remember(group(1, 2, 3));
    assertThat(ledger.undelivered(9))
        .extracting(one -> one.facts().id())
        .containsExactly(LedgerBehaviour.id(1), LedgerBehaviour.id(3));
    assertThat(ledger.quarantined(9))
        .singleElement()
        .extracting(InQuarantine::fault, InQuarantine::from)
        .containsExactly("NOT_STORABLE", Samples.THERE);
    assertThat(ledger.alarms(9)).hasSize(1);
    ledger.close();
  }

  @Test
  void a_poisonous_arrival_alone_is_quarantined_too() {
    remember.remember(group(2));
    assertThat(ledger.quarantined(9)).hasSize(1);
    assertThat(ledger.find(POISON, new Viewer.Operator())).isEmpty();
    ledger.close();
  }

  @Test
  void a_control_that_can_not_be_answered_is_quarantined_and_the_next_is_answered() {
    ledger.submit(List.of(Samples.posted(LedgerBehaviour.id(9), "p", "s", 1)));
    OpenControls.Said question = new OpenControls.Said(new Control(), new byte[] {1});
    question.control().setFrom(Samples.THERE);
    question.control().setStatusRequest(new StatusRequest());
    question.control().getStatusRequest().getId().add(POISON);
    OpenControls.Said empty = new OpenControls.Said(new Control(), new byte[] {2});
    empty.control().setFrom(Samples.THERE);
    Quarantine quarantine = new Quarantine(clock);
    WriteControl failing = new WriteControl(Samples.HERE, null, null, clock);
    AnswerControls answer =
        new AnswerControls(
            ledger, failing, null, null, null, null, null, new Bells(), quarantine, clock);
    answer.answer(new OpenControls.Group(List.of(question, empty), List.of(), List.of()));
    assertThat(ledger.quarantined(9))
        .singleElement()
        .extracting(InQuarantine::fault, InQuarantine::from)
        .containsExactly("CONTROL_NOT_ANSWERABLE", Samples.THERE);
    ledger.close();
    assertThatThrownBy(
            () -> answer.answer(new OpenControls.Group(List.of(question), List.of(), List.of())))
        .isInstanceOf(LedgerUnavailable.class);
  }

  /** It answers again at once, so whoever then takes note of a fault finds it well. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void a_ledger_that_is_cut_off_for_a_moment_makes_no_arrival_look_poisonous(int many)
      throws Exception {
    ledger.close();
    String url = Postgres.newDatabase();
    ledger = SqlLedger.open(Postgres.database(url, "1"), Samples.vault(), clock);
    remember = new RememberArrivals(ledger, FAILS_FOR_ONE, new Bells(), clock);
    ReadArrivals.Read group = group(Stream.of(1, 3, 4).limit(many).toArray(Integer[]::new));
    cut(url);
    assertThatThrownBy(() -> remember.remember(group)).isInstanceOf(LedgerUnavailable.class);
    remember.remember(group);
    // The connections that only read were cut as well.
    await().ignoreExceptions().until(() -> ledger.undelivered(9).size() == many);
    await().ignoreExceptions().until(() -> ledger.quarantined(9).isEmpty());
    ledger.close();
  }

  private static void cut(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }
  }

  @Test
  void a_ledger_that_is_down_fails_the_whole_group_and_one_alone() {
    ledger.close();
    assertThatThrownBy(() -> remember.remember(group(1, 3))).isInstanceOf(LedgerUnavailable.class);
    assertThatThrownBy(() -> remember.remember(group(1))).isInstanceOf(LedgerUnavailable.class);
  }
}
