package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.TransferFacts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Notes on our requests which arrival answers them; the first answer stays. */
final class Answers {
  private final Turn turn;
  private final Instant now;
  private final Map<UUID, TransferFacts> answers = new HashMap<>();

  Answers(Turn turn, Instant now) {
    this.turn = turn;
    this.now = now;
  }

  private record Request(UUID id, String sender, Subject subject) {}

  void add(TransferFacts facts) {
    if (facts.correlation() != null) {
      answers.putIfAbsent(facts.correlation(), facts);
    }
  }

  void run() throws SQLException {
    if (answers.isEmpty()) {
      return;
    }
    List<Request> requests =
        new ArrayList<>(
            turn.sql()
                .among(
                    "SELECT t.id, t.sender, "
                        + FactsColumns.SUBJECT
                        + " FROM transfer t"
                        + " WHERE t.outbound = 1 AND t.answered_by IS NULL AND {any}",
                    "t.id = ?",
                    Sql.keys(answers.keySet()),
                    row -> new Request(row.uuid(1), row.text(2), FactsColumns.subject(row, 3))));
    Sql.Batch rows = turn.sql().batch("UPDATE transfer SET answered_by = ? WHERE key = ?");
    for (Request request : requests) {
      TransferFacts answer = answers.get(request.id);
      if (request.sender.equals(answer.to())) {
        rows.add(answer.id(), request.subject.key());
        turn.event(request.subject, new What("ANSWERED", null, answer.type()), now);
      }
    }
    rows.run();
  }
}
