package hutong.gateway.ledger;

import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Remembered;
import hutong.schemas.RecordTypes;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers what local systems hand in. */
final class SubmitSql {
  /** States of what no receipt has come for yet. */
  private static final String WAITING =
      "SELECT 'SUBMITTED' AS state UNION ALL SELECT 'HELD' UNION ALL SELECT 'WAITING_RETRY'"
          + " UNION ALL SELECT 'SENT' UNION ALL SELECT 'AWAITING_ADDRESS'"
          + " UNION ALL SELECT 'SET_ASIDE'";

  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;
  private final RecordTypes types;
  private final Clock clock;

  SubmitSql(GroupCommit writer, Readers readers, Bodies bodies, RecordTypes types, Clock clock) {
    this.types = types;
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
    this.clock = clock;
  }

  List<Remembered> submit(List<NewTransfer> transfers) {
    List<Posted> posted = new ArrayList<>(transfers.size());
    for (NewTransfer transfer : transfers) {
      Bodies.Locked payload =
          bodies.lockPayload(true, transfer.facts().transferId(), Bodies.RECORD, transfer.record());
      posted.add(new Posted(transfer, Posted.slot(transfer), payload));
    }
    return writer.write(turn -> remember(turn, posted));
  }

  List<Optional<Remembered>> remembered(List<NewTransfer> transfers) {
    List<Posted> posted =
        transfers.stream().map(each -> new Posted(each, Posted.slot(each), null)).toList();
    return readers.read(
        sql -> {
          Earlier earlier = Earlier.load(sql, posted);
          return posted.stream().map(one -> Optional.ofNullable(earlier.judge(one))).toList();
        });
  }

  /** By an index of what is under way alone. */
  int backlogOf(String system, int most) {
    return readers.read(
        sql ->
            sql.first(
                    "SELECT COUNT(*) FROM (SELECT 1 FROM transfer WHERE system = ? AND outbound = 1"
                        + " AND state IN ('SUBMITTED', 'SENT', 'WAITING_RETRY', 'HELD',"
                        + " 'AWAITING_ADDRESS', 'SET_ASIDE') LIMIT ?) counted",
                    row -> (int) row.number(1),
                    system,
                    most)
                .orElseThrow());
  }

  /**
   * Jumps from one type to the next, so that what waits for others is not passed through. CROSS
   * JOIN: SQLite leaves the order as it is.
   */
  int backlog(String destination, int most) {
    String partner = destination == null ? "t.partner IS NULL" : "t.partner = ?";
    Object[] values = destination == null ? new Object[] {most} : new Object[] {destination, most};
    return readers.read(
        sql ->
            sql.first(
                    "WITH RECURSIVE kinds (state, type) AS (SELECT w.state, (SELECT MIN(t.type)"
                        + " FROM transfer t WHERE t.outbound = 1 AND t.state = w.state) FROM ("
                        + WAITING
                        + ") w UNION ALL SELECT k.state, (SELECT MIN(t.type) FROM transfer t"
                        + " WHERE t.outbound = 1 AND t.state = k.state AND t.type > k.type)"
                        + " FROM kinds k WHERE k.type IS NOT NULL)"
                        + " SELECT COUNT(*) FROM (SELECT 1 FROM kinds k CROSS JOIN transfer t"
                        + " WHERE t.outbound = 1 AND t.state = k.state AND t.type = k.type AND "
                        + partner
                        + " LIMIT ?) counted",
                    row -> (int) row.number(1),
                    values)
                .orElseThrow());
  }

  private List<Remembered> remember(Turn turn, List<Posted> posted) throws SQLException {
    Earlier earlier = Earlier.load(turn.sql(), posted);
    Submission submission = new Submission(turn, clock.instant(), posted, types, bodies);
    List<Remembered> outcomes = new ArrayList<>(posted.size());
    for (Posted one : posted) {
      Remembered outcome = earlier.judge(one);
      if (outcome == null) {
        outcome = unknown(turn.sql(), one.transfer());
      }
      if (outcome == null && !submission.inCycle(one)) {
        outcome = new Remembered.OutOfCycle();
      }
      if (outcome == null) {
        Earlier.Known known = submission.add(one);
        earlier.learn(one, known);
        outcome = new Remembered.New(known.id(), known.state());
      }
      outcomes.add(outcome);
    }
    submission.run(earlier.newSlots());
    for (Map.Entry<Long, String> claim : earlier.claimed().entrySet()) {
      turn.sql()
          .update(
              "UPDATE transfer SET system = ? WHERE key = ? AND system IS NULL",
              claim.getValue(),
              claim.getKey());
    }
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
