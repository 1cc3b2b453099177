package hutong.gateway.ledger;

import hutong.routes.ledger.Controls;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Interim;
import hutong.routes.ledger.Question;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Keeps control documents until they are sent, and what was asked and answered. */
final class ControlSql implements Controls {
  /** Beyond this only the ordinary repeats: a recipient that lacks its own key reads none. */
  private static final int MOST_RESEALED = 3;

  /** A partner that takes records and no controls must not be put off by each for long. */
  private static final int CHANCES = 4;

  private static final String UNREAD =
      " WHERE state = 'SENT' AND recipient = ? AND resealed < ? AND {any}";

  private final GroupCommit writer;
  private final Readers readers;
  private final Place place;

  ControlSql(GroupCommit writer, Readers readers, Place place) {
    this.writer = writer;
    this.readers = readers;
    this.place = place;
  }

  @Override
  public List<Question> questions(Instant quietSince, int max) {
    if (!place.slice().first()) {
      return List.of();
    }
    return readers.read(
        sql -> {
          List<Question> questions = new ArrayList<>();
          for (String partner : quietPartners(sql, quietSince)) {
            List<UUID> ids =
                waiting(sql, partner) > 0 ? List.of() : ids(sql, partner, quietSince, max);
            if (!ids.isEmpty()) {
              questions.add(new Question(partner, ids));
            }
          }
          return questions;
        });
  }

  /**
   * Those who are to be asked: jumps from one name to the next, so that a partner with many can't
   * hide another.
   */
  private static List<String> quietPartners(Sql sql, Instant quietSince) throws SQLException {
    return sql.list(
        "WITH RECURSIVE names (name) AS (SELECT MIN(recipient) FROM transfer"
            + " WHERE quiet_since IS NOT NULL UNION ALL"
            + " SELECT (SELECT MIN(t.recipient) FROM transfer t"
            + " WHERE t.quiet_since IS NOT NULL AND t.recipient > names.name) FROM names"
            + " WHERE names.name IS NOT NULL)"
            + " SELECT name FROM names WHERE name IS NOT NULL AND EXISTS (SELECT 1 FROM transfer t"
            + " WHERE t.recipient = names.name AND t.quiet_since IS NOT NULL"
            + " AND t.quiet_since <= ?)",
        row -> row.text(1),
        quietSince);
  }

  private static List<UUID> ids(Sql sql, String partner, Instant quietSince, int max)
      throws SQLException {
    return sql.list(
        "SELECT id FROM transfer WHERE recipient = ? AND quiet_since IS NOT NULL"
            + " AND quiet_since <= ? ORDER BY quiet_since LIMIT ?",
        row -> row.uuid(1),
        partner,
        quietSince,
        max);
  }

  @Override
  public void asked(Question question, byte[] signedData, Instant now) {
    writer.write(
        turn -> {
          add(turn, question.partner(), signedData);
          turn.sql()
              .updateAmong(
                  "UPDATE transfer SET quiet_since = ?, asks = asks + 1"
                      + " WHERE recipient = ? AND quiet_since IS NOT NULL AND {any}",
                  "(id = ? AND outbound = 1)",
                  Sql.keys(question.ids()),
                  now,
                  question.partner());
          return null;
        });
  }

  @Override
  public void answer(
      String from, List<UUID> ids, Function<List<Interim>, byte[]> writing, Instant now) {
    Set<UUID> asked = new HashSet<>(ids);
    writer.write(
        turn -> {
          List<Interim> items = interims(turn.sql(), from, asked);
          Outbox outbox = new Outbox(turn);
          for (long[] receipt : receipts(turn.sql(), from, asked)) {
            outbox.receipt(from, receipt[0], receipt[1]);
          }
          outbox.run();
          if (!items.isEmpty()) {
            add(turn, from, writing.apply(items));
          }
          return null;
        });
  }

  private static List<Interim> interims(Sql sql, String from, Set<UUID> asked) throws SQLException {
    Map<UUID, Interim> known = new HashMap<>();
    sql.among(
        "SELECT id, state, changed FROM transfer WHERE {any}",
        "(id = ? AND outbound = 0 AND sender = ?)",
        keys(asked, from),
        row ->
            known.put(
                row.uuid(1),
                new Interim(row.uuid(1), InboundState.valueOf(row.text(2)), row.instant(3))));
    // What this node can't know again yet, it can't deny.
    boolean awaited = Regain.awaits(sql, from);
    return asked.stream()
        .map(id -> known.getOrDefault(id, new Interim(id, null, null)))
        .filter(each -> each.state() == null ? !awaited : !each.state().isFinal())
        .toList();
  }

  /** Transfer and receipt. */
  private static List<long[]> receipts(Sql sql, String from, Set<UUID> asked) throws SQLException {
    return sql.among(
        "SELECT t.key, r.key FROM transfer t JOIN receipt r ON r.transfer = t.key"
            + " WHERE r.slot IN ('TRANSPORT', 'FINAL') AND {any} ORDER BY r.key",
        "(t.id = ? AND t.outbound = 0 AND t.sender = ?)",
        keys(asked, from),
        row -> new long[] {row.number(1), row.number(2)});
  }

  private static List<Object[]> keys(Set<UUID> ids, String sender) {
    List<Object[]> keys = new ArrayList<>(ids.size());
    ids.forEach(id -> keys.add(new Object[] {id, sender}));
    return keys;
  }

  @Override
  public void answered(String by, List<Interim> items, Instant saidAt, Instant now) {
    writer.write(
        turn -> {
          new Answered(turn, by, saidAt, now).note(items);
          return null;
        });
  }

  @Override
  public void put(String to, byte[] signedData, Instant now) {
    writer.write(
        turn -> {
          add(turn, to, signedData);
          return null;
        });
  }

  @Override
  public int unread(String recipient, List<byte[]> envelopes, Instant now) {
    List<Object[]> keys = Sql.keys(envelopes);
    boolean ours =
        readers.read(
            sql ->
                !sql.among(
                        "SELECT 1 FROM transfer" + UNREAD,
                        "envelope = ?",
                        keys,
                        row -> true,
                        recipient,
                        MOST_RESEALED)
                    .isEmpty());
    return !ours
        ? 0
        : writer.write(
            turn ->
                turn.sql()
                    .updateAmong(
                        "UPDATE transfer SET repeat_at = ?, envelope = NULL,"
                            + " resealed = resealed + 1"
                            + UNREAD,
                        "envelope = ?",
                        keys,
                        now.minusMillis(1),
                        recipient,
                        MOST_RESEALED));
  }

  static long waiting(Sql sql, String destination) throws SQLException {
    return sql.first(
            "SELECT COUNT(*) FROM control WHERE destination = ? AND about IS NULL",
            row -> row.number(1),
            destination)
        .orElse(0L);
  }

  static void add(Turn turn, String destination, byte[] signedData) throws SQLException {
    if (waiting(turn.sql(), destination) < MOST_WAITING) {
      turn.sql()
          .update(
              "INSERT INTO control (key, destination, body, attempts) VALUES (?, ?, ?, 0)",
              turn.nextKey(),
              destination,
              signedData);
    }
  }

  /** Forgets those of the rows that are controls; returns where they went. */
  static Set<String> sent(Sql sql, List<Long> rows) throws SQLException {
    List<Object[]> keys = Sql.keys(rows);
    Set<String> destinations =
        new HashSet<>(
            sql.among(
                "SELECT destination FROM control WHERE {any}",
                "key = ?",
                keys,
                row -> row.text(1)));
    sql.updateAmong("DELETE FROM control WHERE {any}", "key = ?", keys);
    return destinations;
  }

  /** One that fails again and again goes: what is said is asked for or said again another day. */
  static void tried(Sql sql, List<Long> rows) throws SQLException {
    List<Object[]> keys = Sql.keys(rows);
    sql.updateAmong(
        "DELETE FROM control WHERE attempts >= ? AND about IS NULL AND {any}",
        "key = ?",
        keys,
        CHANCES);
    sql.updateAmong("UPDATE control SET attempts = attempts + 1 WHERE {any}", "key = ?", keys);
  }
}
