package hutong.gateway.ledger;

import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Attachments.Staged;
import hutong.routes.ledger.Content;
import hutong.routes.ledger.Piece;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what other nodes send before a record names it. */
final class StageSql {
  private final GroupCommit writer;
  private final Readers readers;
  private final StoredPieces pieces;

  StageSql(GroupCommit writer, Readers readers, StoredPieces pieces) {
    this.writer = writer;
    this.readers = readers;
    this.pieces = pieces;
  }

  List<Staged> stage(String from, List<Piece> given, Instant now) {
    String owner = Contents.node(from);
    List<byte[]> locked = new ArrayList<>(given.size());
    given.forEach(piece -> locked.add(pieces.lock(owner, piece)));
    return writer.write(
        turn -> {
          List<Staged> staged = new ArrayList<>(given.size());
          for (int i = 0; i < given.size(); i++) {
            staged.add(stage(turn, owner, given.get(i), locked.get(i), now));
          }
          return staged;
        });
  }

  private static Staged stage(Turn turn, String owner, Piece piece, byte[] body, Instant now)
      throws SQLException {
    Contents contents = new Contents(turn.sql());
    Optional<Contents.Found> here = contents.find(owner, piece.digest());
    if (here.isEmpty() && !contents.room(owner, piece.size(), Attachments.MOST_STAGED)) {
      return Staged.FULL;
    }
    Contents.Found found =
        here.isPresent()
            ? here.get()
            : contents.add(turn.nextKey(), owner, piece.digest(), piece.size(), now);
    if (found.size() != piece.size()) {
      return Staged.FALSE;
    }
    if (!found.whole()) {
      int more =
          turn.sql()
              .update(
                  "INSERT INTO piece (key, body) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
                  StoredPieces.key(found.key(), piece.number()),
                  body);
      turn.sql()
          .update(
              "UPDATE attachment SET have = have + ?, kept = ? WHERE key = ?",
              more,
              now,
              found.key());
    }
    return Staged.KEPT;
  }

  Optional<Content> staged(String from, String digest) {
    return readers.read(
        sql ->
            new Contents(sql)
                .find(Contents.node(from), digest)
                .filter(Contents.Found::whole)
                .map(found -> new Content(found.key(), found.size())));
  }
}
