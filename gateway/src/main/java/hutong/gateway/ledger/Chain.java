package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.LedgerPosition;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Appends events to this writer's chain, where every event's digest covers the one before it. */
final class Chain {
  private static final HexFormat HEX = HexFormat.of();
  private static final String INSERT =
      "INSERT INTO event (writer, number, epoch, transfer, outbound, sender, id, happened, what,"
          + " content, detail, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Sql sql;
  private final String writer;
  private final long epoch;
  private final ChainSeals seals;
  private final List<Link> waiting = new ArrayList<>();
  private Head head;

  /** The newest event of a chain; number 0 and an empty digest before the first. */
  record Head(long number, byte[] digest) {}

  private record Link(Event event, byte[] digest) {}

  Chain(Sql sql, String replica, ChainSeals seals) throws SQLException {
    this.sql = sql;
    this.seals = seals;
    this.writer = Meta.WRITER.read(sql) + "-" + replica;
    this.epoch = Long.parseLong(Meta.EPOCH.read(sql));
    reload();
  }

  /** Takes the head from the database, after a rollback of everything. */
  void reload() throws SQLException {
    waiting.clear();
    head = seals.head(sql, writer).orElse(new Head(0, new byte[0]));
  }

  LedgerPosition append(Subject about, What what, Instant at) {
    Event event = new Event(epoch, writer, head.number + 1, at.toEpochMilli(), about, what);
    byte[] digest = event.digest(head.digest);
    head = new Head(event.number(), digest);
    waiting.add(new Link(event, digest));
    return new LedgerPosition(epoch, writer, event.number(), HEX.formatHex(digest));
  }

  Head head() {
    return head;
  }

  /** Goes back to a head taken since the last flush. */
  void goBack(Head earlier) {
    head = earlier;
    waiting.removeIf(link -> link.event.number() > earlier.number);
  }

  /** Writes what was appended, and returns it. */
  List<Event> flush() throws SQLException {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Event> written = waiting.stream().map(Link::event).toList();
    Sql.Batch rows = sql.batch(INSERT);
    for (Link link : waiting) {
      Event e = link.event;
      Subject about = e.about();
      rows.add(
          writer,
          e.number(),
          epoch,
          about.key(),
          about.outbound(),
          about.sender(),
          about.id(),
          e.at(),
          e.what().word(),
          e.what().content(),
          e.what().detail(),
          link.digest);
    }
    rows.run();
    sql.update(
        "INSERT INTO chain (writer, number, digest, seal) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (writer) DO UPDATE SET number = excluded.number,"
            + " digest = excluded.digest, seal = excluded.seal",
        writer,
        head.number,
        head.digest,
        seals.of(writer, head));
    waiting.clear();
    return written;
  }
}
