package hutong.gateway.ledger;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives the records of one batch their places in the order per (sender, recipient, person). */
final class Streams {
  private final Turn turn;
  private final Map<ByteBuffer, Stream> known = new HashMap<>();

  /**
   * Place of a record in its stream.
   *
   * @param free whether nothing earlier of the stream is unfinished
   */
  record Place(Long stream, UUID id, long number, long predecessor, boolean free) {
    /** Outside the order. */
    static final Place NONE = new Place(null, null, 0, 0, true);
  }

  private static final class Stream {
    private final long key;
    private final UUID id;
    private final long delivered;
    private final boolean fresh;
    private long next;
    private Long inFlight;
    private boolean changed;

    private Stream(long key, UUID id, long next, long delivered, Long inFlight, boolean fresh) {
      this.key = key;
      this.id = id;
      this.next = next;
      this.delivered = delivered;
      this.inFlight = inFlight;
      this.fresh = fresh;
    }
  }

  private Streams(Turn turn) {
    this.turn = turn;
  }

  static Streams load(Turn turn, List<Posted> posted) throws SQLException {
    List<Object[]> indexes = new ArrayList<>();
    for (Posted one : posted) {
      if (one.transfer().personIndex() != null) {
        indexes.add(new Object[] {one.transfer().personIndex()});
      }
    }
    return find(turn, indexes);
  }

  /**
   * @param personIndex null outside the order
   */
  static Streams loadOne(Turn turn, byte[] personIndex) throws SQLException {
    return find(turn, personIndex == null ? List.of() : Sql.keys(List.of(personIndex)));
  }

  private static Streams find(Turn turn, List<Object[]> indexes) throws SQLException {
    Streams streams = new Streams(turn);
    turn.sql()
        .among(
            "SELECT person_index, key, id, next_number, delivered, in_flight FROM stream"
                + " WHERE {any}",
            "person_index = ?",
            indexes,
            row ->
                streams.known.put(
                    row.key(1),
                    new Stream(
                        row.number(2),
                        row.uuid(3),
                        row.number(4),
                        row.number(5),
                        row.numberOrNull(6),
                        false)));
    return streams;
  }

  Place take(byte[] personIndex, long transfer) throws SQLException {
    if (personIndex == null) {
      return Place.NONE;
    }
    ByteBuffer index = ByteBuffer.wrap(personIndex);
    Stream stream = known.get(index);
    if (stream == null) {
      stream = new Stream(turn.nextKey(), UUID.randomUUID(), 1, 0, null, true);
      known.put(index, stream);
    }
    boolean free = stream.inFlight == null;
    if (free) {
      stream.inFlight = transfer;
    }
    stream.changed = true;
    return new Place(stream.key, stream.id, stream.next++, free ? stream.delivered : 0, free);
  }

  void run() throws SQLException {
    Sql.Batch made =
        turn.sql()
            .batch(
                "INSERT INTO stream (key, person_index, id, next_number, delivered, in_flight)"
                    + " VALUES (?, ?, ?, ?, ?, ?)");
    Sql.Batch moved =
        turn.sql().batch("UPDATE stream SET next_number = ?, in_flight = ? WHERE key = ?");
    for (Map.Entry<ByteBuffer, Stream> entry : known.entrySet()) {
      Stream s = entry.getValue();
      if (s.fresh) {
        made.add(s.key, entry.getKey().array(), s.id, s.next, s.delivered, s.inFlight);
      } else if (s.changed) {
        moved.add(s.next, s.inFlight, s.key);
      }
    }
    made.run();
    moved.run();
  }
}
