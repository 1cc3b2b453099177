package hutong.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** A database that can hold the ledger: what follows is all that dialects differ in. */
interface Database {

  /** Short name of this process among those that share the ledger. */
  String replica();

  /** Takes this process's place, on tables up to date; closed after the rest of the ledger. */
  Place join() throws SQLException;

  /** A connection that may write, without auto-commit, durable at every commit. */
  Connection writing() throws SQLException;

  /**
   * Begins a group: until its commit or rollback nobody else writes.
   *
   * @return whether others may have written since the last group of this process
   */
  boolean begin(Sql sql) throws SQLException;

  /** Connections that only read what is committed. */
  DataSource reading();

  /** How large it is, its log included, octets. */
  long size(Sql reading) throws SQLException;

  /** What is wrong with how the data is stored, in sentences; empty if nothing is. */
  List<String> damage(Statement statement) throws SQLException;

  /**
   * Removes what is left of deleted rows from the log, as far as the database lets it; waits for
   * nobody.
   *
   * @param writing between two groups
   * @return false if it has to be tried again
   */
  boolean wipe(Connection writing) throws SQLException;

  /** Of its size, what is free for new records, octets; null if the database does not say. */
  Long reusable(Sql reading) throws SQLException;

  /**
   * Gives a little of what is free back to the disk, unless so little is free that new records will
   * want it.
   *
   * @param writing between two groups
   * @return whether there is more to give
   */
  boolean giveBack(Connection writing) throws SQLException;

  /** Makes the tables, or brings them up to date. */
  void migrate() throws SQLException;
}
