package hutong.gateway.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A ledger in a SQLite file, as a thing to be copied, examined and put back. */
public record LedgerFile(Path file) {

  /** Number of the newest form of the data that this program knows. */
  public static final int FORM = Migrations.newest();

  private static final HexFormat HEX = HexFormat.of();

  /** The newest event of one chain. */
  public record Head(String writer, long number, String digest) {}

  /**
   * What it is.
   *
   * @param form number of its newest migration
   */
  public record About(long epoch, int form, List<Head> heads) {}

  /** One migration that was run. */
  public record Step(String name, Duration took) {}

  /**
   * Keeps every process off the ledger until it is closed.
   *
   * @throws LedgerFailure if a node runs on it
   */
  public Claim claim() {
    return new FileClaim(file)::close;
  }

  /** To be closed. */
  public interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Writes a copy as of one instant, into a file that must not exist, and syncs it; the node may
   * run and write meanwhile.
   */
  public void copyTo(Path copy) {
    try (Connection connection = database().reading().getConnection();
        Statement mode = connection.createStatement();
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      if (!SqliteDatabase.givesBack(mode)) {
        // Of the copy; a file that was made without keeps what it has.
        mode.execute("PRAGMA auto_vacuum = INCREMENTAL");
      }
      vacuum.setString(1, copy.toAbsolutePath().toString());
      vacuum.execute();
      try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
        written.force(true);
      }
    } catch (SQLException | IOException failure) {
      throw new LedgerFailure("the ledger could not be copied", failure);
    }
  }

  /**
   * What compacting gained.
   *
   * @param before octets, the log included
   */
  public record Compacted(long before, long after) {}

  /**
   * Writes it anew without what is free, and so that what gets free from then on is given back
   * while a node runs. Needs as much room again for a while; one that is killed leaves the old file
   * or the new one, whole.
   *
   * @throws LedgerFailure if a node runs on it
   */
  public Compacted compact() {
    if (!Files.exists(file)) {
      throw new LedgerFailure("there is no ledger to compact");
    }
    Path fresh = SqliteDatabase.compacted(file);
    Claim claimed = claim();
    try {
      Files.deleteIfExists(fresh);
      SqliteDatabase database = database();
      long before = database.size(null);
      WalCheck.check(file);
      try (Connection writing = database.writing()) {
        if (!database.wipe(writing)) {
          throw new LedgerFailure("the ledger's log could not be emptied: somebody reads it");
        }
      }
      copyTo(fresh);
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
        folder.force(true);
      }
      return new Compacted(before, Files.size(file));
    } catch (SQLException | IOException failure) {
      throw new LedgerFailure("the ledger could not be compacted", failure);
    } finally {
      claimed.close();
    }
  }

  public About about() {
    return read(
        sql ->
            new About(
                Long.parseLong(Meta.EPOCH.read(sql)),
                sql.first("SELECT MAX(number) FROM migration", row -> (int) row.number(1))
                    .orElseThrow(),
                sql.list(
                    "SELECT writer, number, digest FROM chain ORDER BY writer",
                    row -> new Head(row.text(1), row.number(2), HEX.formatHex(row.bytes(3))))));
  }

  /** Examines the whole of it: what is damaged, in sentences; empty if nothing is. */
  public List<String> damage() {
    try (Examination examination = new Examination(database())) {
      return examination.run();
    }
  }

  /** Brings it to the form that this program knows; the steps that this took. */
  public List<Step> migrate() {
    try {
      return database().migrated().stream()
          .map(step -> new Step(step.name(), step.took()))
          .toList();
    } catch (SQLException failure) {
      throw new LedgerFailure("the ledger could not be brought up to date", failure);
    }
  }

  /**
   * Begins a new epoch on a restored copy.
   *
   * @param point until when the copy is whole
   * @param highest the highest epoch known of this node
   * @return the new epoch
   */
  public long restored(Instant point, long highest, String node, Instant now) {
    if (!Files.exists(file)) {
      throw new LedgerFailure("there is no ledger to begin an epoch on");
    }
    var unused = migrate();
    try (Connection connection = database().writing()) {
      Sql sql = new Sql(connection);
      long own = Long.parseLong(Meta.EPOCH.read(sql));
      long epoch = Epochs.after(Math.max(own, highest), now);
      Epochs.begin(sql, epoch, point, node, now);
      connection.commit();
      return epoch;
    } catch (SQLException failure) {
      throw new LedgerFailure("the new epoch could not be begun", failure);
    }
  }

  private <T> T read(Readers.Question<T> question) {
    try (Connection connection = database().reading().getConnection()) {
      return question.ask(new Sql(connection));
    } catch (SQLException failure) {
      throw new LedgerFailure("the ledger could not be read", failure);
    }
  }

  private SqliteDatabase database() {
    return new SqliteDatabase(file, "1");
  }
}
