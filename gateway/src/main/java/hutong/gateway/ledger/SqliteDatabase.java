package hutong.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The ledger in one SQLite file beside its write-ahead log, of one process alone; every commit is
 * synced to disk.
 *
 * @param file the database; its folder has to exist
 */
record SqliteDatabase(Path file, String replica) implements Database {
  private static final int BUSY_MS = 10_000;
  private static final int PAGE_BYTES = 4096;

  /** 32 MB of log: a page that changes often is copied into the database seldom. */
  private static final int CHECKPOINT_PAGES = 8192;

  /** Of {@code PRAGMA auto_vacuum}. */
  private static final int INCREMENTAL = 2;

  /** So much is moved together at a time, which takes milliseconds. */
  private static final int GIVEN_BACK_PAGES = 128;

  /** One page in eight stays free, for what comes next. */
  private static final int SPARE_SHARE = 8;

  private static final int LEAST_SPARE_PAGES = 1024;

  private static final int CACHE_KIB = 64 * 1024;

  @Override
  public Connection writing() throws SQLException {
    SQLiteConfig config = config();
    config.setPageSize(PAGE_BYTES);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, String.valueOf(CHECKPOINT_PAGES));
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-CACHE_KIB);
    config.enforceForeignKeys(true);
    // Nobody asks for them, and the driver would with a statement of its own after each row.
    config.setGetGeneratedKeys(false);
    Connection connection = source(config).getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA secure_delete = ON");
      // Of a new file alone, and before anything is written to it, the log's mode included.
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("PRAGMA journal_mode = WAL");
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /** Whoever reads just now keeps the log from being emptied. */
  @Override
  public boolean wipe(Connection writing) throws SQLException {
    // The driver has begun the next transaction.
    writing.setAutoCommit(true);
    try (Statement statement = writing.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        return row.next() && row.getInt(1) == 0;
      } finally {
        statement.execute("PRAGMA busy_timeout = " + BUSY_MS);
      }
    } finally {
      writing.setAutoCommit(false);
    }
  }

  @Override
  public Long reusable(Sql reading) throws SQLException {
    return reading
        .first(
            "SELECT f.freelist_count * p.page_size FROM pragma_freelist_count f,"
                + " pragma_page_size p",
            row -> row.number(1))
        .orElse(0L);
  }

  /** A file that was made before this could be given back keeps its pages, for new records. */
  @Override
  public boolean giveBack(Connection writing) throws SQLException {
    // The driver has begun the next transaction.
    writing.setAutoCommit(true);
    try (Statement statement = writing.createStatement()) {
      if (!givesBack(statement) || !spare(statement)) {
        return false;
      }
      statement.executeUpdate("PRAGMA incremental_vacuum(" + GIVEN_BACK_PAGES + ")");
      return spare(statement);
    } finally {
      writing.setAutoCommit(false);
    }
  }

  static boolean givesBack(Statement statement) throws SQLException {
    return number(statement, "PRAGMA auto_vacuum") == INCREMENTAL;
  }

  private static boolean spare(Statement statement) throws SQLException {
    return number(statement, "PRAGMA freelist_count")
        > Math.max(LEAST_SPARE_PAGES, number(statement, "PRAGMA page_count") / SPARE_SHARE);
  }

  private static long number(Statement statement, String pragma) throws SQLException {
    try (ResultSet row = statement.executeQuery(pragma)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public Place join() throws SQLException {
    Place place = new FileClaim(file);
    try {
      Files.deleteIfExists(compacted(file));
      migrate();
      return place;
    } catch (IOException failure) {
      place.close();
      throw new LedgerFailure("what an interrupted compaction left can't be deleted", failure);
    } catch (SQLException | RuntimeException failure) {
      place.close();
      throw failure;
    }
  }

  /** Where a compaction writes; what is there without one was left by one that was killed. */
  static Path compacted(Path file) {
    return file.resolveSibling(file.getFileName() + ".compact");
  }

  /** The driver begins by itself, and nobody else writes. */
  @Override
  public boolean begin(Sql sql) {
    return false;
  }

  @Override
  public DataSource reading() {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return source(config);
  }

  @Override
  public long size(Sql reading) {
    return Stream.of("", "-wal", "-shm").mapToLong(this::length).sum();
  }

  private long length(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix).toFile().length();
  }

  @Override
  public List<String> damage(Statement statement) throws SQLException {
    List<String> damage = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("PRAGMA quick_check(5)")) {
      while (rows.next()) {
        if (!rows.getString(1).equals("ok")) {
          damage.add("file " + file + ": " + rows.getString(1));
        }
      }
    }
    return damage;
  }

  @Override
  public void migrate() throws SQLException {
    var unused = migrated();
  }

  /** As {@link #migrate}; the steps that were taken. */
  List<Migrations.Step> migrated() throws SQLException {
    WalCheck.check(file);
    try (Connection connection = writing()) {
      List<Migrations.Step> steps =
          new Migrations(
                  Map.of(
                      "key",
                      "INTEGER PRIMARY KEY",
                      "bytes",
                      "BLOB",
                      "clustered",
                      "WITHOUT ROWID",
                      "kept",
                      ""))
              .run(connection);
      Meta.beginAll(new Sql(connection));
      connection.commit();
      return steps;
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MS);
    return config;
  }

  private SQLiteDataSource source(SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }
}
