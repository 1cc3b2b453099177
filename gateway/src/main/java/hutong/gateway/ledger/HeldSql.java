package hutong.gateway.ledger;

import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Held;
import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps verified records until their attachments are here. */
final class HeldSql {
  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;

  HeldSql(GroupCommit writer, Readers readers, Bodies bodies) {
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
  }

  Set<TransferId> received(Collection<TransferId> ids) {
    Set<TransferId> here =
        new HashSet<>(
            readers.read(
                sql ->
                    sql.among(
                        "SELECT sender, id FROM transfer WHERE outbound = 0 AND {any}",
                        "id = ?",
                        Sql.keys(ids.stream().map(TransferId::id).toList()),
                        row -> new TransferId(row.text(1), row.uuid(2)))));
    here.retainAll(ids);
    return here;
  }

  List<Held> hold(List<Held> records, Instant now) {
    List<byte[]> locked = new ArrayList<>(records.size());
    for (Held one : records) {
      locked.add(bodies.lock(false, one.id(), Bodies.HELD, one.signedData()));
    }
    return writer.write(
        turn -> {
          List<Held> dropped = new ArrayList<>();
          for (int i = 0; i < records.size(); i++) {
            if (!hold(turn, records.get(i), locked.get(i), now)) {
              dropped.add(records.get(i));
            }
          }
          return dropped;
        });
  }

  /** False if there is no room. */
  private static boolean hold(Turn turn, Held one, byte[] body, Instant now) throws SQLException {
    Sql sql = turn.sql();
    String sender = one.id().from();
    if (sql.first(
            "SELECT 1 FROM held WHERE sender = ? AND digest = ?",
            row -> row.yes(1),
            sender,
            one.digest())
        .isPresent()) {
      return true;
    }
    long waiting =
        sql.first("SELECT COUNT(*) FROM held WHERE sender = ?", row -> row.number(1), sender)
            .orElse(0L);
    if (waiting >= Attachments.MOST_HELD) {
      return false;
    }
    long key = turn.nextKey();
    sql.update(
        "INSERT INTO held (key, sender, id, digest, body, kept) VALUES (?, ?, ?, ?, ?, ?)",
        key,
        sender,
        one.id().id(),
        one.digest(),
        body,
        now);
    for (LargeAttachment part : one.attachments()) {
      sql.update(
          "INSERT INTO held_part (held, digest) VALUES (?, ?) ON CONFLICT DO NOTHING",
          key,
          Contents.bytes(part.digest()));
    }
    return true;
  }

  List<Held> complete(int max) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT h.key, h.sender, h.id, h.digest, h.body FROM held h WHERE NOT EXISTS"
                    + " (SELECT 1 FROM held_part p WHERE p.held = h.key AND NOT EXISTS"
                    + " (SELECT 1 FROM attachment a WHERE a.owner = 'node:' || h.sender"
                    + " AND a.digest = p.digest AND a.have = a.pieces)) ORDER BY h.key LIMIT ?",
                this::read,
                max));
  }

  private Held read(Row row) throws SQLException {
    TransferId id = new TransferId(row.text(2), row.uuid(3));
    byte[] signedData;
    try {
      signedData = bodies.open(false, id, Bodies.HELD, row.bytes(5));
    } catch (LedgerFailure damaged) {
      signedData = null;
    }
    return new Held(row.number(1), id, row.text(4), signedData, List.of());
  }

  void release(List<Held> records) {
    writer.write(
        turn -> {
          release(turn.sql(), records.stream().map(Held::key).toList());
          return null;
        });
  }

  static void release(Sql sql, List<Long> keys) throws SQLException {
    for (Long key : keys) {
      List<Named> named =
          sql.list(
              "SELECT h.sender, p.digest FROM held h JOIN held_part p ON p.held = h.key"
                  + " WHERE h.key = ?",
              row -> new Named(row.text(1), row.bytes(2)),
              key);
      sql.update("DELETE FROM held_part WHERE held = ?", key);
      sql.update("DELETE FROM held WHERE key = ?", key);
      for (Named one : named) {
        forget(sql, one.sender, one.digest);
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Named(String sender, byte[] digest) {}

  void forget(String from, Collection<String> digests) {
    writer.write(
        turn -> {
          for (String digest : digests) {
            forget(turn.sql(), from, Contents.bytes(digest));
          }
          return null;
        });
  }

  private static void forget(Sql sql, String sender, byte[] digest) throws SQLException {
    sql.update(
        "UPDATE attachment SET owner = ?, digest = NULL WHERE owner = ? AND digest = ?"
            + " AND claims = 0 AND NOT EXISTS (SELECT 1 FROM held h"
            + " JOIN held_part p ON p.held = h.key WHERE h.sender = ? AND p.digest = ?)",
        Contents.GONE,
        Contents.node(sender),
        digest,
        sender,
        digest);
  }
}
