package hutong.gateway.ledger;

import hutong.routes.RetryPolicy;
import hutong.routes.ledger.AttachmentView;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Content;
import hutong.routes.ledger.Held;
import hutong.routes.ledger.Piece;
import hutong.routes.ledger.TransferId;
import hutong.routes.ledger.Upload;
import hutong.routes.ledger.Viewer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Contents of attachments, in the database that holds the rest of the ledger. */
final class AttachmentSql implements Attachments {
  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;
  private final StoredPieces pieces;
  private final RetryPolicy retry;
  private final Place place;
  private final PutSql put;
  private final StageSql stage;
  private final HeldSql held;

  AttachmentSql(
      GroupCommit writer,
      Readers readers,
      Bodies bodies,
      StoredPieces pieces,
      RetryPolicy retry,
      Place place) {
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
    this.pieces = pieces;
    this.retry = retry;
    this.place = place;
    this.put = new PutSql(writer, readers, pieces);
    this.stage = new StageSql(writer, readers, pieces);
    this.held = new HeldSql(writer, readers, bodies);
  }

  @Override
  public Upload begin(String system, String digest, int size, Instant now) {
    return put.begin(system, digest, size, now);
  }

  @Override
  public void write(Upload.Open upload, String system, List<Piece> given) {
    put.write(system, upload, given);
  }

  @Override
  public void finish(Upload.Open upload, String system, String digest, Instant now) {
    put.finish(upload, system, digest, now);
  }

  @Override
  public void drop(long key) {
    writer.write(
        turn -> {
          new Contents(turn.sql()).drop(key);
          return null;
        });
  }

  @Override
  public Map<String, Integer> put(String system, Collection<String> digests) {
    return put.put(system, digests);
  }

  /** Two that share a ledger may both have sent the same pieces: it never counts twice. */
  @Override
  public void sent(String destination, Map<Long, Integer> left, Instant now) {
    writer.write(
        turn -> {
          for (Map.Entry<Long, Integer> each : left.entrySet()) {
            turn.sql()
                .update(
                    "UPDATE outbox SET pieces = ? WHERE entry = ? AND pieces > ?",
                    each.getValue(),
                    each.getKey(),
                    each.getValue());
          }
          DestinationSql.reached(turn.sql(), destination, List.of(), now, retry);
          return null;
        });
  }

  @Override
  public List<Staged> stage(String from, List<Piece> given, Instant now) {
    return stage.stage(from, given, now);
  }

  @Override
  public Set<TransferId> received(Collection<TransferId> ids) {
    return held.received(ids);
  }

  @Override
  public List<Held> hold(List<Held> records, Instant now) {
    return held.hold(records, now);
  }

  @Override
  public List<Held> complete(int max) {
    return place.slice().first() ? held.complete(max) : List.of();
  }

  @Override
  public void release(List<Held> records) {
    held.release(records);
  }

  @Override
  public void forget(String from, Collection<String> digests) {
    held.forget(from, digests);
  }

  @Override
  public Optional<Content> staged(String from, String digest) {
    return stage.staged(from, digest);
  }

  @Override
  public Optional<AttachmentView> find(UUID id, int number, Viewer.LocalSystem viewer) {
    return readers.read(
        sql ->
            sql.first(
                "SELECT t.outbound, t.sender, t.id, t.type, m.role, x.name, x.media_type, a.key,"
                    + " a.size FROM transfer t"
                    + " JOIN transfer_attachment x ON x.transfer = t.key AND x.number = ?"
                    + " JOIN attachment a ON a.key = x.attachment"
                    + " LEFT JOIN mailbox m ON m.transfer = t.key AND "
                    + Successor.of("m.system")
                    + " = ? WHERE t.id = ? AND ((t.outbound = 1 AND "
                    + Successor.of("t.system")
                    + " = ?) OR (t.outbound = 0 AND m.system IS NOT NULL))"
                    + " ORDER BY t.outbound DESC, t.key LIMIT 1",
                row -> view(row, number),
                number,
                viewer.name(),
                id,
                viewer.name()));
  }

  private AttachmentView view(Row row, int number) throws SQLException {
    boolean outbound = row.yes(1);
    TransferId id = new TransferId(row.text(2), row.uuid(3));
    byte[] name = bodies.open(outbound, id, Bodies.ATTACHMENT + number, row.bytes(6));
    return new AttachmentView(
        row.text(4),
        outbound ? null : row.text(5),
        new String(name, StandardCharsets.UTF_8),
        row.text(7),
        new Content(row.number(8), (int) row.number(9)));
  }

  @Override
  public byte[] read(Content content, int number) {
    return readers.read(sql -> pieces.read(sql, content, number));
  }
}
