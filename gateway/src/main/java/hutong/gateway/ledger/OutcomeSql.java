package hutong.gateway.ledger;

import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Outcomes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes what posters are told as it happens, and reads it back in that order. */
final class OutcomeSql implements Outcomes {

  static final Duration KEPT = Duration.ofDays(31);
  private static final int MOST = 1_000;
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]{2,39}");

  /** What its poster has not just been told as the answer to its post. */
  private static final Set<String> TOLD =
      EnumSet.of(
              OutboundState.DELIVERED,
              OutboundState.ACCEPTED,
              OutboundState.REJECTED,
              OutboundState.EXPIRED,
              OutboundState.SET_ASIDE,
              OutboundState.ABANDONED,
              OutboundState.WITHDRAWN)
          .stream()
          .map(Enum::name)
          .collect(Collectors.toUnmodifiableSet());

  private final GroupCommit writer;
  private final Readers readers;

  OutcomeSql(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** Of the events of one group, in the transaction that writes them. */
  static void write(Turn turn, List<Event> events) throws SQLException {
    Sql.Batch rows = null;
    for (Event event : events) {
      if (event.about().outbound() && TOLD.contains(event.what().word())) {
        if (rows == null) {
          rows =
              turn.sql()
                  .batch(
                      "INSERT INTO outcome (system, number, transfer, what, code, happened) SELECT "
                          + Successor.of("t.system")
                          + ", ?, t.key, ?, ?, ? FROM transfer t"
                          + " WHERE t.key = ? AND t.system IS NOT NULL");
        }
        rows.add(
            turn.nextKey(),
            event.what().word(),
            code(event.what().detail()),
            event.at(),
            event.about().key());
      }
    }
    if (rows != null) {
      rows.run();
    }
  }

  /** The stable word that a detail begins with; null if it does with none. */
  static String code(String detail) {
    String first = detail.split(" ", 2)[0];
    return CODE.matcher(first).matches() ? first : null;
  }

  @Override
  public List<Outcome> after(String system, long number, int max) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT o.number, t.id, t.type, o.what, o.code, o.happened FROM outcome o"
                    + " JOIN transfer t ON t.key = o.transfer"
                    + " WHERE o.system = ? AND o.number > ? ORDER BY o.number LIMIT ?",
                row ->
                    new Outcome(
                        row.number(1),
                        row.uuid(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        row.instant(6)),
                system,
                number,
                max));
  }

  private record Place(long number, Instant at) {}

  /** Halves the numbers: they grow with time, but for a clock that is put back. */
  @Override
  public long since(String system, Instant instant) {
    return readers.read(
        sql -> {
          long low = 0;
          long high = newest(sql, system);
          while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<Place> next = next(sql, system, middle);
            if (next.isPresent() && next.get().at().isBefore(instant)) {
              low = next.get().number();
            } else {
              high = middle;
            }
          }
          return low;
        });
  }

  private static Optional<Place> next(Sql sql, String system, long behind) throws SQLException {
    return sql.first(
        "SELECT number, happened FROM outcome WHERE system = ? AND number > ?"
            + " ORDER BY number LIMIT 1",
        row -> new Place(row.number(1), row.instant(2)),
        system,
        behind);
  }

  @Override
  public OptionalLong toldByQueue(String system) {
    return readers
        .read(
            sql ->
                sql.first(
                    "SELECT number FROM queue_told WHERE system = ?", row -> row.number(1), system))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public void toldByQueue(String system, long number) {
    writer.write(
        turn ->
            turn.sql()
                .update(
                    "INSERT INTO queue_told (system, number) VALUES (?, ?)"
                        + " ON CONFLICT (system) DO UPDATE SET number = excluded.number",
                    system,
                    number));
  }

  @Override
  public long newest(String system) {
    return readers.read(sql -> newest(sql, system));
  }

  private static long newest(Sql sql, String system) throws SQLException {
    return sql.first(
            "SELECT number FROM outcome WHERE system = ? ORDER BY number DESC LIMIT 1",
            row -> row.number(1),
            system)
        .orElse(0L);
  }

  /** Removes what is too old, system by system, a part of each. */
  void forget(Instant now) {
    String system = "";
    while (true) {
      String behind = system;
      Optional<String> next =
          readers.read(
              sql ->
                  sql.first(
                      "SELECT system FROM outcome WHERE system > ? ORDER BY system LIMIT 1",
                      row -> row.text(1),
                      behind));
      if (next.isEmpty()) {
        return;
      }
      system = next.get();
      Instant before = now.minus(KEPT);
      String one = system;
      boolean old =
          readers
              .read(sql -> next(sql, one, 0))
              .filter(oldest -> oldest.at().isBefore(before))
              .isPresent();
      if (old) {
        forget(one, before);
      }
    }
  }

  private void forget(String system, Instant before) {
    List<Place> oldest =
        readers.read(
            sql ->
                sql.list(
                    "SELECT number, happened FROM outcome WHERE system = ? ORDER BY number LIMIT ?",
                    row -> new Place(row.number(1), row.instant(2)),
                    system,
                    MOST));
    long last =
        oldest.stream()
            .filter(each -> each.at().isBefore(before))
            .mapToLong(Place::number)
            .max()
            .orElse(0);
    if (last > 0) {
      writer.write(
          turn ->
              turn.sql()
                  .update("DELETE FROM outcome WHERE system = ? AND number <= ?", system, last));
    }
  }
}
