package hutong.gateway.ledger;

import hutong.gateway.ledger.OperationSql.Judged;
import hutong.gateway.ledger.OperationSql.Stored;
import hutong.routes.ledger.BulkOperations.Kind;
import hutong.routes.ledger.BulkOperations.Redirected;
import hutong.routes.ledger.BulkOperations.State;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The next records of the oldest operation that runs, each looked at anew, in one transaction. */
final class OperationPart {

  private static final String FAILED = "FAILED";

  private final Turn turn;
  private final int max;
  private final Judged judged;
  private final Instant now;

  private record Item(long number, TransferId id) {}

  OperationPart(Turn turn, int max, Judged judged, Instant now) {
    this.judged = judged;
    this.turn = turn;
    this.max = max;
    this.now = now;
  }

  /** Returns how many were looked at; 0 if nothing runs. */
  int run() throws SQLException {
    Optional<Stored> running = running();
    if (running.isEmpty()) {
      return 0;
    }
    Stored one = running.get();
    if (one.kind() == Kind.REDIRECT
        && (one.key() != judged.operation() || one.next() != judged.from())) {
      return 1; // Another process was faster: it is judged anew.
    }
    List<Item> items = items(one);
    settle(one, items, results(one, items));
    return Math.max(1, items.size());
  }

  /** Passes over the next record, which makes the whole part fail. */
  int failed() throws SQLException {
    Optional<Stored> running = running();
    if (running.isEmpty()) {
      return 0;
    }
    List<Item> items = items(running.get());
    settle(running.get(), items, items.stream().map(item -> FAILED).toList());
    return Math.max(1, items.size());
  }

  private Optional<Stored> running() throws SQLException {
    return turn.sql().first(OperationSql.RUNNING, Stored::read);
  }

  private List<Item> items(Stored one) throws SQLException {
    long most = one.pauseAfter() == 0 ? max : Math.min(max, one.pauseAfter() - one.next() + 1);
    return turn.sql()
        .list(
            "SELECT i.number, t.sender, t.id FROM operation_item i"
                + " JOIN transfer t ON t.key = i.transfer"
                + " WHERE i.operation = ? AND i.number >= ? ORDER BY i.number LIMIT ?",
            row -> new Item(row.number(1), new TransferId(row.text(2), row.uuid(3))),
            one.key(),
            one.next(),
            Math.max(0, most));
  }

  private List<String> results(Stored one, List<Item> items) throws SQLException {
    List<String> results = new ArrayList<>();
    switch (one.kind()) {
      case RETRY -> {
        for (Item each : items) {
          results.add(InterveneSql.retry(turn, each.id().id(), now).name());
        }
      }
      case ABANDON -> {
        for (Item each : items) {
          Intervened result = InterveneSql.abandon(turn, each.id().id(), now);
          results.add(result.name());
        }
      }
      case REDIRECT -> {
        for (Item each : items) {
          results.add(redirect(each.id(), one.office()).name());
        }
      }
      case ASSIGN -> {
        List<TransferId> ids = items.stream().map(Item::id).toList();
        DeliverSql.assign(turn, ids, one.office(), now).forEach(each -> results.add(each.name()));
      }
    }
    return results;
  }

  /** What is not among the judged was signed before, or has ended: its state says which. */
  private Intervened redirect(TransferId id, String node) throws SQLException {
    Redirected found = judged.records().get(id);
    if (found == null) {
      return Posting.find(turn.sql(), id.id())
          .map(one -> one.signed() ? Intervened.SIGNED : Intervened.TOO_LATE)
          .orElse(Intervened.UNKNOWN);
    }
    if (found.not() != null) {
      return found.not();
    }
    return AddressSql.redirect(turn, id.id(), node, found.personIndex(), now);
  }

  private void settle(Stored one, List<Item> items, List<String> results) throws SQLException {
    Sql sql = turn.sql();
    Sql.Batch rows =
        sql.batch("UPDATE operation_item SET result = ? WHERE operation = ? AND number = ?");
    Map<String, Long> counts = new TreeMap<>();
    long last = one.next() - 1;
    for (int i = 0; i < items.size(); i++) {
      last = items.get(i).number();
      rows.add(results.get(i), one.key(), last);
      counts.merge(results.get(i), 1L, Long::sum);
    }
    rows.run();
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      count(one.key(), each.getKey(), each.getValue());
    }
    State state =
        last >= one.total() || (items.isEmpty() && one.pauseAfter() == 0)
            ? State.DONE
            : one.pauseAfter() > 0 && last >= one.pauseAfter() ? State.PAUSED : State.RUNNING;
    sql.update(
        "UPDATE operation SET next_item = ?, state = ?, changed = ? WHERE key = ?",
        last + 1,
        state,
        now,
        one.key());
  }

  private void count(long operation, String result, long more) throws SQLException {
    Sql sql = turn.sql();
    int there =
        sql.update(
            "UPDATE operation_result SET items = items + ? WHERE operation = ? AND result = ?",
            more,
            operation,
            result);
    if (there == 0) {
      sql.update(
          "INSERT INTO operation_result (operation, result, items) VALUES (?, ?, ?)",
          operation,
          result,
          more);
    }
  }
}
