package hutong.gateway.ledger;

import com.fasterxml.uuid.Generators;
import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.Act;
import hutong.routes.ledger.Proposals;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps what takes two people, each step with an event that has the digest of what it led to. */
final class ProposalSql implements Proposals {

  /** Word of the event that says that a proposal was made, or went on. */
  static final String PROPOSAL = "PROPOSAL";

  private static final byte[] NO_ID = new byte[16];
  private static final int TOGETHER = 100;

  private final GroupCommit writer;
  private final Readers readers;

  ProposalSql(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public Optional<Proposal> propose(New what, Instant now) {
    UUID id = Generators.timeBasedEpochRandomGenerator().generate();
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return writer.write(turn -> propose(turn, id, what, at));
  }

  private static Optional<Proposal> propose(Turn turn, UUID id, New what, Instant now)
      throws SQLException {
    Sql sql = turn.sql();
    Optional<StoredProposal> open =
        sql.first(
            StoredProposal.SELECT + " WHERE kind = ? AND about = ? AND state = 'OPEN'",
            StoredProposal::read,
            what.kind(),
            what.about());
    if (open.isPresent() && open.get().proposal().until().isAfter(now)) {
      return Optional.of(open.get().proposal());
    }
    if (open.isPresent()) {
      expire(turn, open.get(), now);
    }
    long waiting =
        sql.first(
                "SELECT COUNT(*) FROM (SELECT 1 FROM proposal WHERE state = 'OPEN' LIMIT ?) counted",
                row -> row.number(1),
                MOST_OPEN)
            .orElse(0L);
    if (waiting >= MOST_OPEN) {
      return Optional.empty();
    }
    Proposal made =
        new Proposal(
            id,
            what.kind(),
            what.about(),
            what.parameters(),
            what.reason(),
            what.by(),
            now,
            what.until().truncatedTo(ChronoUnit.MILLIS),
            State.OPEN,
            null,
            null,
            null);
    StoredProposal stored = new StoredProposal(turn.nextKey(), 1, made);
    sql.update(
        "INSERT INTO proposal (key, id, kind, about, parameters, reason, proposed_by, proposed,"
            + " expires, state, step, claimed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', 1, 0)",
        stored.key(),
        id,
        made.kind(),
        made.about(),
        StoredProposal.text(made.parameters()),
        made.reason(),
        made.by(),
        now,
        made.until());
    event(turn, stored, now);
    return Optional.of(made);
  }

  @Override
  public Decided approve(UUID id, String by, Instant now) {
    return decide(id, by, State.APPROVED, now);
  }

  @Override
  public Decided refuse(UUID id, String by, Instant now) {
    return decide(id, by, State.REFUSED, now);
  }

  private Decided decide(UUID id, String by, State to, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return writer.write(
        turn -> {
          Optional<StoredProposal> found = find(turn.sql(), id);
          if (found.isEmpty()) {
            return Decided.UNKNOWN;
          }
          Proposal one = found.get().proposal();
          if (one.state() == State.EXPIRED) {
            return Decided.EXPIRED;
          }
          if (one.state() != State.OPEN) {
            return Decided.ALREADY;
          }
          if (!one.until().isAfter(at)) {
            expire(turn, found.get(), at);
            return Decided.EXPIRED;
          }
          if (to == State.APPROVED && Proposals.samePerson(one.by(), by)) {
            return Decided.SAME_PERSON;
          }
          move(turn, found.get().decided(to, by, at), at);
          return Decided.DONE;
        });
  }

  @Override
  public Optional<Proposal> find(UUID id) {
    return readers.read(sql -> find(sql, id).map(StoredProposal::proposal));
  }

  private static Optional<StoredProposal> find(Sql sql, UUID id) throws SQLException {
    return sql.first(StoredProposal.SELECT + " WHERE id = ?", StoredProposal::read, id);
  }

  @Override
  public List<Proposal> list(State state, UUID after, int max) {
    String behind =
        after == null
            ? " WHERE key < ?"
            : " WHERE key < (SELECT b.key FROM proposal b WHERE b.id = ?)";
    StringBuilder text = new StringBuilder(StoredProposal.SELECT + behind);
    List<Object> values = new ArrayList<>();
    values.add(after == null ? Long.MAX_VALUE : after);
    if (state != null) {
      text.append(" AND state = ?");
      values.add(state);
    }
    text.append(" ORDER BY key DESC LIMIT ?");
    values.add(Math.min(max, MOST));
    return readers.read(
        sql ->
            sql.list(
                text.toString(), row -> StoredProposal.read(row).proposal(), values.toArray()));
  }

  @Override
  public Optional<Proposal> claim(UUID id, Instant now, Instant until) {
    return writer.write(
        turn -> {
          int claimed =
              turn.sql()
                  .update(
                      "UPDATE proposal SET claimed = ? WHERE id = ? AND state = 'APPROVED'"
                          + " AND claimed <= ?",
                      until,
                      id,
                      now);
          return claimed == 0
              ? Optional.empty()
              : find(turn.sql(), id).map(StoredProposal::proposal);
        });
  }

  @Override
  public List<Proposal> claim(int max, Instant now, Instant until) {
    List<UUID> waiting =
        readers.read(
            sql ->
                sql.list(
                    "SELECT id FROM proposal WHERE state = 'APPROVED' AND claimed <= ?"
                        + " ORDER BY key LIMIT ?",
                    row -> row.uuid(1),
                    now,
                    max));
    List<Proposal> claimed = new ArrayList<>();
    for (UUID each : waiting) {
      claim(each, now, until).ifPresent(claimed::add);
    }
    return claimed;
  }

  @Override
  public void carriedOut(UUID id, String result, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    writer.write(
        turn -> {
          Optional<StoredProposal> found =
              find(turn.sql(), id).filter(one -> one.proposal().state() == State.APPROVED);
          if (found.isPresent()) {
            StoredProposal done = found.get().done(result);
            move(turn, done, at);
            note(turn, done.proposal(), done.proposal().decidedBy(), "CARRY_OUT", result, at);
          }
          return null;
        });
  }

  @Override
  public int expire(Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    boolean any =
        readers
            .read(
                sql ->
                    sql.first(
                        "SELECT 1 FROM proposal WHERE state = 'OPEN' AND expires <= ? LIMIT 1",
                        row -> row.yes(1),
                        at))
            .isPresent();
    if (!any) {
      return 0;
    }
    return writer.write(
        turn -> {
          List<StoredProposal> over =
              turn.sql()
                  .list(
                      StoredProposal.SELECT
                          + " WHERE state = 'OPEN' AND expires <= ? ORDER BY expires LIMIT ?",
                      StoredProposal::read,
                      at,
                      TOGETHER);
          for (StoredProposal each : over) {
            expire(turn, each, at);
          }
          return over.size();
        });
  }

  private static void expire(Turn turn, StoredProposal one, Instant now) throws SQLException {
    move(turn, one.decided(State.EXPIRED, null, now), now);
    note(turn, one.proposal(), one.proposal().by(), "EXPIRE", null, now);
  }

  /** What no person asks for in a call of their own. */
  private static void note(
      Turn turn, Proposal one, String by, String what, String result, Instant now)
      throws SQLException {
    String code = result == null ? null : result.split(" ", 2)[0];
    ActSql.add(
        turn,
        new Act(
            now,
            by,
            Act.Channel.NODE,
            what + "_" + one.kind(),
            one.id().toString(),
            null,
            Act.Outcome.DONE,
            code));
  }

  private static void move(Turn turn, StoredProposal to, Instant now) throws SQLException {
    Proposal one = to.proposal();
    turn.sql()
        .update(
            "UPDATE proposal SET state = ?, step = ?, decided_by = ?, decided = ?, result = ?"
                + " WHERE key = ?",
            one.state(),
            to.step(),
            one.decidedBy(),
            one.decided(),
            one.result(),
            to.key());
    event(turn, to, now);
  }

  private static void event(Turn turn, StoredProposal one, Instant now) {
    turn.event(
        new Subject(0, true, "", NO_ID), new What(PROPOSAL, one.digest(), one.detail()), now);
  }
}
