package hutong.gateway.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The ledger in one SQLite file beside its write-ahead log; every commit is synced to disk.
 *
 * @param file the database; its folder has to exist
 */
record SqliteDatabase(Path file) implements Database {
  private static final int PAGE_BYTES = 4096;

  /** 32 MB of log: a page that changes often is copied into the database seldom. */
  private static final int CHECKPOINT_PAGES = 8192;

  private static final int CACHE_KIB = 64 * 1024;

  @Override
  public Connection writing() throws SQLException {
    SQLiteConfig config = config();
    config.setPageSize(PAGE_BYTES);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, String.valueOf(CHECKPOINT_PAGES));
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-CACHE_KIB);
    config.enforceForeignKeys(true);
    Connection connection = source(config).getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public DataSource reading() {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return source(config);
  }

  @Override
  public void migrate() throws SQLException {
    try (Connection connection = writing()) {
      new Migrations(
              Map.of("key", "INTEGER PRIMARY KEY", "bytes", "BLOB", "clustered", "WITHOUT ROWID"))
          .run(connection);
      Sql sql = new Sql(connection);
      Meta.EPOCH.begin(sql, "1");
      Meta.WRITER.begin(sql, UUID.randomUUID().toString().substring(0, 8));
      connection.commit();
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(10_000);
    return config;
  }

  private SQLiteDataSource source(SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }
}
