package hutong.gateway.ledger;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One connection with its prepared statements; used by one thread at a time. */
final class Sql implements AutoCloseable {
  private static final int MOST_TERMS = 64;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Map<Terms, String> texts = new HashMap<>();

  private record Terms(String sql, String term, int count) {}

  Sql(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /** Runs a statement and returns how many rows it changed. */
  int update(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepare(sql);
    bind(statement, 0, values);
    return statement.executeUpdate();
  }

  <T> List<T> list(String sql, Row.Reader<T> reader, Object... values) throws SQLException {
    PreparedStatement statement = prepare(sql);
    bind(statement, 0, values);
    return read(statement, reader, new ArrayList<>());
  }

  <T> Optional<T> first(String sql, Row.Reader<T> reader, Object... values) throws SQLException {
    List<T> rows = list(sql, reader, values);
    return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0));
  }

  /**
   * Asks for many keys at once: {@code {any}} in the statement becomes {@code (term OR term …)}, in
   * a few sizes only, so that the statements can be kept. A key given twice is answered once,
   * unless the two fall into different statements.
   *
   * @param term all that tells the rows of one key: a condition outside of it may keep the database
   *     from taking the keys one by one through their index. A column that a partial index fixes
   *     ({@code WHERE type = 'X'}) is compared with {@code CAST(? AS …)}: at a bare parameter
   *     SQLite looks whether the index serves, and prepares the statement anew for every other
   *     value
   * @param fixed values that stand before {@code {any}}
   */
  <T> List<T> among(
      String sql, String term, List<Object[]> keys, Row.Reader<T> reader, Object... fixed)
      throws SQLException {
    List<T> rows = new ArrayList<>(keys.size());
    for (int from = 0; from < keys.size(); from += MOST_TERMS) {
      List<Object[]> part = keys.subList(from, Math.min(keys.size(), from + MOST_TERMS));
      PreparedStatement statement = bindAny(sql, term, part, fixed);
      read(statement, reader, rows);
    }
    return rows;
  }

  /** As {@code among}, for a statement that changes rows. */
  int updateAmong(String sql, String term, List<Object[]> keys, Object... fixed)
      throws SQLException {
    int changed = 0;
    for (int from = 0; from < keys.size(); from += MOST_TERMS) {
      List<Object[]> part = keys.subList(from, Math.min(keys.size(), from + MOST_TERMS));
      changed += bindAny(sql, term, part, fixed).executeUpdate();
    }
    return changed;
  }

  private PreparedStatement bindAny(String sql, String term, List<Object[]> keys, Object... fixed)
      throws SQLException {
    int size = terms(keys.size());
    String text =
        texts.computeIfAbsent(
            new Terms(sql, term, size),
            t ->
                t.sql.replace(
                    "{any}",
                    "(" + String.join(" OR ", Collections.nCopies(t.count, t.term)) + ")"));
    PreparedStatement statement = prepare(text);
    bind(statement, 0, fixed);
    int place = fixed.length;
    for (int i = 0; i < size; i++) {
      Object[] key = keys.get(Math.min(i, keys.size() - 1));
      bind(statement, place, key);
      place += key.length;
    }
    return statement;
  }

  /**
   * Never two: of exactly two terms SQLite makes a third out of what they have in common, and may
   * then go through all rows that have it.
   */
  private static int terms(int keys) {
    int size = Integer.highestOneBit(keys);
    size = size == keys ? size : size * 2;
    return size == 2 ? 4 : size;
  }

  /** Rows of one statement, sent together. */
  static final class Batch {
    private final PreparedStatement statement;
    private int size;

    private Batch(PreparedStatement statement) {
      this.statement = statement;
    }

    void add(Object... values) throws SQLException {
      bind(statement, 0, values);
      statement.addBatch();
      size++;
    }

    /** Returns how many rows each changed. */
    int[] run() throws SQLException {
      if (size == 0) {
        return new int[0];
      }
      size = 0;
      return statement.executeBatch();
    }
  }

  /** At most one batch of the same statement may be open at a time. */
  Batch batch(String sql) throws SQLException {
    PreparedStatement statement = prepare(sql);
    statement.clearBatch();
    return new Batch(statement);
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  private static <T> List<T> read(PreparedStatement statement, Row.Reader<T> reader, List<T> into)
      throws SQLException {
    try (ResultSet answer = statement.executeQuery()) {
      Row row = new Row(answer);
      while (answer.next()) {
        into.add(reader.read(row));
      }
    }
    return into;
  }

  private static void bind(PreparedStatement statement, int before, Object[] values)
      throws SQLException {
    int place = before;
    for (Object value : values) {
      place++;
      if (value == null) {
        statement.setNull(place, Types.NULL);
      } else if (value instanceof String text) {
        statement.setString(place, text);
      } else if (value instanceof Long number) {
        statement.setLong(place, number);
      } else if (value instanceof byte[] bytes) {
        statement.setBytes(place, bytes);
      } else if (value instanceof Integer number) {
        statement.setInt(place, number);
      } else if (value instanceof UUID uuid) {
        statement.setBytes(place, bytes(uuid));
      } else if (value instanceof Boolean yes) {
        statement.setInt(place, yes ? 1 : 0);
      } else if (value instanceof Instant instant) {
        statement.setLong(place, instant.toEpochMilli());
      } else {
        statement.setString(place, value.toString());
      }
    }
  }

  static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] bytes) {
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong());
  }

  /** Keys of one column each, for {@link #among}. */
  static List<Object[]> keys(Iterable<?> values) {
    List<Object[]> keys = new ArrayList<>();
    for (Object value : values) {
      keys.add(new Object[] {value});
    }
    return keys;
  }

  @Override
  public void close() throws SQLException {
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
    } finally {
      statements.clear();
      connection.close();
    }
  }
}
