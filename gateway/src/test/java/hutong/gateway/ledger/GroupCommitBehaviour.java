package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.certs.PayloadVault;
import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.LedgerUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one writer; the same on every database. */
abstract class GroupCommitBehaviour {

  abstract Database database() throws SQLException;

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private WatchedDatabase database;
  private GroupCommit writer;

  @BeforeEach
  void openWriter() throws SQLException {
    database = new WatchedDatabase(database());
    database.migrate();
    writer = new GroupCommit(database, new ChainSeals(new PayloadVault(new byte[32])));
  }

  @AfterEach
  void close() {
    writer.close();
    callers.shutdown();
  }

  private CompletableFuture<Void> call(GroupCommit.Work<Void> work) {
    return CompletableFuture.supplyAsync(() -> writer.write(work), callers);
  }

  private static GroupCommit.Work<Void> note(int number) {
    return turn -> {
      byte[] id = new byte[16];
      turn.event(new Subject(number, true, "n", id), new What("NOTED", null, ""), Samples.NOW);
      return null;
    };
  }

  /** Has these wait while the writer is busy, so that they form one group. */
  private List<CompletableFuture<Void>> together(List<GroupCommit.Work<Void>> works) {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> first =
        call(
            turn -> {
              busy.countDown();
              Awaitility.await().until(() -> go.getCount() == 0);
              return null;
            });
    List<CompletableFuture<Void>> done = new ArrayList<>();
    Awaitility.await().until(() -> busy.getCount() == 0);
    works.forEach(work -> done.add(call(work)));
    Awaitility.await().until(() -> writer.waiting() == works.size());
    go.countDown();
    first.join();
    return done;
  }

  private List<Long> noted() {
    return writer.write(
        turn ->
            turn.sql().list("SELECT transfer FROM event ORDER BY number", row -> row.number(1)));
  }

  @Test
  void callers_that_wait_share_one_commit() {
    List<CompletableFuture<Void>> done = together(List.of(note(1), note(2), note(3)));
    done.forEach(CompletableFuture::join);
    assertThat(database.commits()).hasValue(2);
    assertThat(noted()).hasSize(3);
  }

  @Test
  void a_batch_that_throws_is_taken_back_and_only_its_caller_sees_it() {
    GroupCommit.Work<Void> bad =
        turn -> {
          note(2).run(turn);
          throw new IllegalStateException("bad");
        };
    List<CompletableFuture<Void>> done = together(List.of(note(1), bad, note(3)));
    done.get(0).join();
    done.get(2).join();
    assertThatThrownBy(() -> done.get(1).join()).hasRootCauseMessage("bad");
    assertThat(noted()).containsExactlyInAnyOrder(1L, 3L);
  }

  @Test
  void a_commit_that_fails_fails_every_caller_and_changes_nothing() {
    call(note(1)).join();
    CompletableFuture<Void> fill =
        call(
            turn -> {
              note(9).run(turn);
              database.full().set(true);
              return null;
            });
    assertThatThrownBy(fill::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LedgerUnavailable.class);
    assertThatThrownBy(() -> call(note(2)).join()).hasCauseInstanceOf(LedgerUnavailable.class);
    database.full().set(false);
    call(note(3)).join();
    assertThat(noted()).containsExactly(1L, 3L);
  }
}
