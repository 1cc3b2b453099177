package hutong.gateway.ledger;

import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Piece;
import hutong.routes.ledger.Upload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what local systems put. */
final class PutSql {
  private final GroupCommit writer;
  private final Readers readers;
  private final StoredPieces pieces;

  PutSql(GroupCommit writer, Readers readers, StoredPieces pieces) {
    this.writer = writer;
    this.readers = readers;
    this.pieces = pieces;
  }

  Upload begin(String system, String digest, int size, Instant now) {
    String owner = Contents.system(system);
    return writer.write(
        turn -> {
          Contents contents = new Contents(turn.sql());
          Optional<Contents.Found> here =
              contents.find(owner, digest).filter(found -> found.size() == size);
          if (here.isPresent()) {
            contents.touch(here.get().key(), now);
            return new Upload.Here();
          }
          if (!contents.room(owner, size, Attachments.MOST_PUT)) {
            return new Upload.Full();
          }
          return new Upload.Open(contents.add(turn.nextKey(), owner, null, size, now).key());
        });
  }

  void write(String system, Upload.Open upload, List<Piece> given) {
    List<byte[]> locked = new ArrayList<>(given.size());
    given.forEach(piece -> locked.add(pieces.lock(Contents.system(system), piece)));
    writer.write(
        turn -> {
          int open =
              turn.sql()
                  .update(
                      "UPDATE attachment SET have = have + ?"
                          + " WHERE key = ? AND owner = ? AND digest IS NULL",
                      given.size(),
                      upload.key(),
                      Contents.system(system));
          if (open != 1) {
            throw new LedgerFailure("the upload was given up meanwhile");
          }
          Sql.Batch rows = turn.sql().batch("INSERT INTO piece (key, body) VALUES (?, ?)");
          for (int i = 0; i < locked.size(); i++) {
            rows.add(StoredPieces.key(upload.key(), given.get(i).number()), locked.get(i));
          }
          rows.run();
          return null;
        });
  }

  void finish(Upload.Open upload, String system, String digest, Instant now) {
    String owner = Contents.system(system);
    writer.write(
        turn -> {
          Contents contents = new Contents(turn.sql());
          Optional<Contents.Found> earlier = contents.find(owner, digest);
          if (earlier.isPresent()) {
            contents.touch(earlier.get().key(), now);
            contents.drop(upload.key());
            return null;
          }
          int whole =
              turn.sql()
                  .update(
                      "UPDATE attachment SET digest = ?, kept = ?"
                          + " WHERE key = ? AND owner = ? AND digest IS NULL AND have = pieces",
                      Contents.bytes(digest),
                      now,
                      upload.key(),
                      owner);
          if (whole != 1) {
            throw new LedgerFailure("the upload was given up meanwhile");
          }
          return null;
        });
  }

  Map<String, Integer> put(String system, Collection<String> digests) {
    return readers.read(
        sql -> {
          Map<String, Integer> put = new HashMap<>();
          for (String digest : new HashSet<>(digests)) {
            new Contents(sql)
                .find(Contents.system(system), digest)
                .ifPresent(found -> put.put(digest, found.size()));
          }
          return put;
        });
  }
}
