package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.What;
import hutong.gateway.ledger.HandedOut.Place;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Notes what a system has taken over, and what it gives back. */
final class AnswerSql {
  private final GroupCommit writer;

  AnswerSql(GroupCommit writer) {
    this.writer = writer;
  }

  List<Decided> acknowledge(String system, UUID lease, List<TransferId> ids, Instant now) {
    return writer.write(turn -> move(turn, system, lease, ids, Place.TAKEN, now));
  }

  List<Decided> giveBack(String system, UUID lease, List<TransferId> ids, Instant now) {
    return writer.write(turn -> move(turn, system, lease, ids, Place.RETURNED, now));
  }

  private static List<Decided> move(
      Turn turn, String system, UUID lease, List<TransferId> ids, Place to, Instant now)
      throws SQLException {
    Map<TransferId, HandedOut> found = HandedOut.load(turn.sql(), system, ids);
    Sql.Batch rows =
        turn.sql()
            .batch(
                "UPDATE mailbox SET state = ?, lease_until = NULL"
                    + " WHERE transfer = ? AND system = ?");
    String word = to == Place.TAKEN ? "TAKEN_OVER" : "GIVEN_BACK";
    List<Decided> outcomes = new ArrayList<>(ids.size());
    for (TransferId id : ids) {
      HandedOut item = found.get(id);
      Decided outcome = judge(item, lease, to);
      if (outcome == Decided.DONE) {
        rows.add(to, item.subject().key(), system);
        turn.event(item.subject(), new What(word, null, system), now);
        found.put(id, item.now(to));
      }
      outcomes.add(outcome);
    }
    rows.run();
    return outcomes;
  }

  private static Decided judge(HandedOut item, UUID lease, Place to) {
    if (item == null || !item.under(lease)) {
      return Decided.NOT_LEASED;
    }
    if (item.place() == to) {
      return Decided.ALREADY;
    }
    return switch (item.place()) {
      case TAKEN -> Decided.CONTRADICTS;
      case RETURNED -> Decided.NOT_LEASED;
      default -> Decided.DONE;
    };
  }
}
