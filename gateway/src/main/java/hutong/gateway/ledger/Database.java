package hutong.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that can hold the ledger: how it is opened is all that dialects differ in. */
interface Database {

  /** A connection that may write, without auto-commit, durable at every commit. */
  Connection writing() throws SQLException;

  /** Connections that only read what is committed. */
  DataSource reading();

  /** Makes the tables, or brings them up to date. */
  void migrate() throws SQLException;
}
