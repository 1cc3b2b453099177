package hutong.gateway.ledger;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Reads the columns of one row of an answer, from 1, as the ledger writes them. */
final class Row {
  private final ResultSet columns;

  Row(ResultSet columns) {
    this.columns = columns;
  }

  /** Turns a row into what it means. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  String text(int column) throws SQLException {
    return columns.getString(column);
  }

  long number(int column) throws SQLException {
    return columns.getLong(column);
  }

  Long numberOrNull(int column) throws SQLException {
    long number = columns.getLong(column);
    return columns.wasNull() ? null : number;
  }

  boolean yes(int column) throws SQLException {
    return columns.getInt(column) != 0;
  }

  byte[] bytes(int column) throws SQLException {
    return columns.getBytes(column);
  }

  ByteBuffer key(int column) throws SQLException {
    return ByteBuffer.wrap(columns.getBytes(column));
  }

  UUID uuid(int column) throws SQLException {
    byte[] bytes = columns.getBytes(column);
    return bytes == null ? null : Sql.uuid(bytes);
  }

  Instant instant(int column) throws SQLException {
    long millis = columns.getLong(column);
    return columns.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
