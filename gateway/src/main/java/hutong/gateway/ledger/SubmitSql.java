package hutong.gateway.ledger;

import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Remembered;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what local systems hand in. */
final class SubmitSql {
  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;
  private final Clock clock;

  SubmitSql(GroupCommit writer, Readers readers, Bodies bodies, Clock clock) {
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
    this.clock = clock;
  }

  List<Remembered> submit(List<NewTransfer> transfers) {
    List<Posted> posted = new ArrayList<>(transfers.size());
    for (NewTransfer transfer : transfers) {
      byte[] body =
          bodies.lock(true, transfer.facts().transferId(), Bodies.RECORD, transfer.record());
      posted.add(new Posted(transfer, Posted.slot(transfer), body));
    }
    return writer.write(turn -> remember(turn, posted));
  }

  int backlog(String destination, int most) {
    String partner = destination == null ? "partner IS NULL" : "partner = ?";
    Object[] values = destination == null ? new Object[] {most} : new Object[] {destination, most};
    return readers.read(
        sql ->
            sql.first(
                    "SELECT COUNT(*) FROM (SELECT 1 FROM transfer WHERE outbound = 1 AND state IN"
                        + " ('SUBMITTED', 'HELD', 'WAITING_RETRY', 'SENT', 'AWAITING_ADDRESS')"
                        + " AND "
                        + partner
                        + " LIMIT ?) waiting",
                    row -> (int) row.number(1),
                    values)
                .orElseThrow());
  }

  private List<Remembered> remember(Turn turn, List<Posted> posted) throws SQLException {
    Earlier earlier = Earlier.load(turn.sql(), posted);
    Submission submission = new Submission(turn, clock.instant(), posted, bodies);
    List<Remembered> outcomes = new ArrayList<>(posted.size());
    for (Posted one : posted) {
      Remembered outcome = earlier.judge(one);
      if (outcome == null) {
        outcome = unknown(turn.sql(), one.transfer());
      }
      if (outcome == null) {
        Earlier.Known known = submission.add(one);
        earlier.learn(one, known);
        outcome = new Remembered.New(known.id(), known.state());
      }
      outcomes.add(outcome);
    }
    submission.run(earlier.newSlots());
    return outcomes;
  }

  /** What it names may have been swept since it was looked for. */
  private static Remembered unknown(Sql sql, NewTransfer transfer) throws SQLException {
    for (LargeAttachment one : transfer.attachments()) {
      if (content(sql, transfer.system(), one).isEmpty()) {
        return new Remembered.AttachmentUnknown(one.number());
      }
    }
    return null;
  }

  static Optional<Long> content(Sql sql, String system, LargeAttachment one) throws SQLException {
    return new Contents(sql)
        .find(Contents.system(system), one.digest())
        .filter(found -> found.whole() && found.size() == one.size())
        .map(Contents.Found::key);
  }
}
