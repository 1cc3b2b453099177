package hutong.gateway.ledger;

import hutong.routes.ledger.Book;
import hutong.routes.ledger.BookEntry;
import hutong.routes.ledger.BookHour;
import hutong.routes.ledger.Discrepancy;
import hutong.routes.ledger.Reconciled;
import hutong.routes.ledger.Reconciliation;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The books in the database: what they say, what partners say, and how that compared. */
final class ReconcileSql implements Reconciliation {
  private static final HexFormat HEX = HexFormat.of();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  static final Duration KEPT = Duration.ofDays(60);

  /** Of one partner, not compared yet. */
  private static final int MOST_SAID = 8;

  /** Of one hour, that differ. */
  private static final long MOST_NOTED = 10_000;

  private final GroupCommit writer;
  private final Readers readers;
  private final Place place;

  ReconcileSql(GroupCommit writer, Readers readers, Place place) {
    this.writer = writer;
    this.readers = readers;
    this.place = place;
  }

  @Override
  public List<BookHour> hours(Book book, Instant from, Instant until) {
    List<BookHour> hours = new ArrayList<>();
    for (Instant hour = from; hour.isBefore(until); hour = hour.plus(HOUR)) {
      HourOfBook read = read(book, hour);
      if (read.count() > 0) {
        hours.add(read.figures());
      }
    }
    return hours;
  }

  private HourOfBook read(Book book, Instant hour) {
    return readers.read(sql -> HourOfBook.read(sql, book, hour));
  }

  @Override
  public byte[] buckets(Book book, Instant hour) {
    return read(book, hour).roots();
  }

  @Override
  public List<BookEntry> entries(Book book, Instant hour, int bucket, UUID after, int max) {
    return read(book, hour).entries(bucket, after, max);
  }

  /** The first time of each is somewhere in the day to come, so that not all are due at once. */
  @Override
  public List<String> due(Collection<String> partners, Instant since) {
    if (!place.slice().first()) {
      return List.of();
    }
    Set<String> known =
        readers.read(
            sql ->
                new HashSet<>(
                    sql.list("SELECT partner FROM reconcile_partner", row -> row.text(1))));
    List<String> fresh = partners.stream().filter(each -> !known.contains(each)).toList();
    if (!fresh.isEmpty()) {
      writer.write(
          turn -> {
            for (String each : fresh) {
              long share = Math.floorMod(each.hashCode() * 31L, DAY.toMillis());
              turn.sql()
                  .update(
                      "INSERT INTO reconcile_partner (partner, since, sent) VALUES (?, ?, ?)"
                          + " ON CONFLICT (partner) DO NOTHING",
                      each,
                      since.plus(DAY),
                      since.plusMillis(share));
            }
            return null;
          });
    }
    List<String> due =
        readers.read(
            sql ->
                sql.list(
                    "SELECT partner FROM reconcile_partner WHERE sent <= ?",
                    row -> row.text(1),
                    since));
    return due.stream().filter(partners::contains).toList();
  }

  @Override
  public void sent(String partner, Instant now) {
    update("UPDATE reconcile_partner SET sent = ? WHERE partner = ?", now, partner);
  }

  @Override
  public void wanted(String partner, Instant now) {
    update(
        "INSERT INTO reconcile_partner (partner, since, sent) VALUES (?, ?, 0)"
            + " ON CONFLICT (partner) DO UPDATE SET sent = 0",
        partner,
        now);
  }

  private void update(String sql, Object... values) {
    writer.write(turn -> turn.sql().update(sql, values));
  }

  @Override
  public void said(Said said) {
    StringBuilder hours = new StringBuilder();
    for (BookHour each : said.hours()) {
      hours.append(each.begins().toEpochMilli()).append(' ').append(each.count()).append(' ');
      hours.append(HEX.formatHex(each.root())).append('\n');
    }
    String partner = said.book().partner();
    writer.write(
        turn -> {
          turn.sql()
              .update(
                  "INSERT INTO reconcile_said (key, partner, outbound, begins, ends, answer, hours,"
                      + " heard) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                  turn.nextKey(),
                  partner,
                  said.book().outbound(),
                  said.from(),
                  said.until(),
                  said.answer(),
                  hours.toString(),
                  said.heard());
          return turn.sql()
              .update(
                  "DELETE FROM reconcile_said WHERE partner = ? AND key NOT IN (SELECT key FROM"
                      + " reconcile_said WHERE partner = ? ORDER BY key DESC LIMIT ?)",
                  partner,
                  partner,
                  MOST_SAID);
        });
  }

  @Override
  public Optional<Said> next() {
    if (!place.slice().first()) {
      return Optional.empty();
    }
    return readers.read(
        sql ->
            sql.first(
                "SELECT partner, outbound, begins, ends, hours, answer, heard FROM reconcile_said"
                    + " ORDER BY key LIMIT 1",
                row ->
                    new Said(
                        new Book(row.text(1), row.yes(2)),
                        row.instant(3),
                        row.instant(4),
                        hours(row.text(5)),
                        row.yes(6),
                        row.instant(7))));
  }

  private static List<BookHour> hours(String lines) {
    return lines
        .lines()
        .map(line -> line.split(" ", -1))
        .map(
            parts ->
                new BookHour(
                    Instant.ofEpochMilli(Long.parseLong(parts[0])),
                    Long.parseLong(parts[1]),
                    HEX.parseHex(parts[2])))
        .toList();
  }

  @Override
  public void compared(Said said, List<Reconciled> hours) {
    Book book = said.book();
    writer.write(
        turn -> {
          Sql sql = turn.sql();
          sql.update(
              "DELETE FROM reconcile_said WHERE key = (SELECT MIN(key) FROM reconcile_said"
                  + " WHERE partner = ? AND outbound = ? AND heard = ?)",
              book.partner(),
              book.outbound(),
              said.heard());
          for (String table : List.of("reconcile_hour", "reconcile_record")) {
            sql.update(
                "DELETE FROM "
                    + table
                    + " WHERE partner = ? AND outbound = ? AND (hour < ? OR (hour >= ? AND hour < ?))",
                book.partner(),
                book.outbound(),
                said.heard().minus(KEPT),
                said.from(),
                said.until());
          }
          Sql.Batch rows =
              sql.batch(
                  "INSERT INTO reconcile_hour (partner, outbound, hour, here, there, state,"
                      + " compared) VALUES (?, ?, ?, ?, ?, ?, ?)");
          for (Reconciled each : hours) {
            rows.add(
                book.partner(),
                book.outbound(),
                each.hour(),
                each.here(),
                each.there(),
                each.state(),
                each.at());
          }
          rows.run();
          String column = book.outbound() ? "heard_out" : "heard_in";
          return sql.update(
              "INSERT INTO reconcile_partner (partner, since, sent, heard, "
                  + column
                  + ") VALUES (?, ?, ?, ?, ?) ON CONFLICT (partner) DO UPDATE SET"
                  + " heard = excluded.heard, "
                  + column
                  + " = excluded."
                  + column,
              book.partner(),
              said.heard(),
              said.heard(),
              said.heard(),
              said.until());
        });
  }

  @Override
  public List<Doubt> doubts(int max, Instant now) {
    if (!place.slice().first()) {
      return List.of();
    }
    List<Doubt> doubts =
        readers.read(
            sql ->
                sql.list(
                    "SELECT partner, outbound, hour FROM reconcile_hour"
                        + " WHERE state = 'DIFFERS' AND examined IS NULL ORDER BY hour LIMIT ?",
                    row -> new Doubt(new Book(row.text(1), row.yes(2)), row.instant(3)),
                    max));
    for (Doubt each : doubts) {
      update(
          "UPDATE reconcile_hour SET examined = ? WHERE partner = ? AND outbound = ? AND hour = ?",
          now,
          each.book().partner(),
          each.book().outbound(),
          each.hour());
    }
    return doubts;
  }

  @Override
  public boolean room(Book book, Instant hour) {
    return readers.read(
            sql ->
                sql.first(
                        "SELECT COUNT(*) FROM reconcile_record WHERE partner = ? AND outbound = ?"
                            + " AND hour = ?",
                        row -> row.number(1),
                        book.partner(),
                        book.outbound(),
                        hour)
                    .orElse(0L))
        < MOST_NOTED;
  }

  @Override
  public void found(Book book, List<Discrepancy> found) {
    if (found.isEmpty() || !room(book, found.get(0).hour())) {
      return;
    }
    writer.write(
        turn -> {
          Sql.Batch rows =
              turn.sql()
                  .batch(
                      "INSERT INTO reconcile_record (partner, outbound, hour, id, here, there,"
                          + " found) VALUES (?, ?, ?, ?, ?, ?, ?)"
                          + " ON CONFLICT (partner, outbound, hour, id) DO UPDATE SET"
                          + " here = excluded.here, there = excluded.there");
          for (Discrepancy each : found) {
            rows.add(
                book.partner(),
                book.outbound(),
                each.hour(),
                each.id(),
                String.valueOf(each.here()),
                String.valueOf(each.there()),
                each.found());
          }
          rows.run();
          return null;
        });
  }

  @Override
  public List<Book> silent(Collection<String> partners, Instant until) {
    if (!place.slice().first()) {
      return List.of();
    }
    List<Book> silent = new ArrayList<>();
    for (boolean outbound : new boolean[] {true, false}) {
      String column = outbound ? "heard_out" : "heard_in";
      readers
          .read(
              sql ->
                  sql.list(
                      "SELECT partner FROM reconcile_partner WHERE since < ? AND ("
                          + column
                          + " IS NULL OR "
                          + column
                          + " < ?)",
                      row -> row.text(1),
                      until,
                      until))
          .stream()
          .filter(partners::contains)
          .forEach(each -> silent.add(new Book(each, outbound)));
    }
    return silent;
  }

  @Override
  public List<Reconciled> standing(String partner, int max) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT outbound, hour, here, there, state, compared FROM reconcile_hour"
                    + " WHERE partner = ? ORDER BY hour DESC, outbound DESC LIMIT ?",
                row ->
                    new Reconciled(
                        new Book(partner, row.yes(1)),
                        row.instant(2),
                        row.number(3),
                        row.number(4),
                        Reconciled.State.valueOf(row.text(5)),
                        row.instant(6)),
                partner,
                max));
  }

  @Override
  public List<Discrepancy> discrepancies(String partner, int max) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT id, hour, here, there, found FROM reconcile_record WHERE partner = ?"
                    + " ORDER BY hour DESC, id LIMIT ?",
                row ->
                    new Discrepancy(
                        row.uuid(1),
                        row.instant(2),
                        row.text(3).charAt(0),
                        row.text(4).charAt(0),
                        row.instant(5)),
                partner,
                max));
  }

  @Override
  public Optional<Instant> heard(String partner) {
    return readers.read(
        sql ->
            sql.first(
                "SELECT heard FROM reconcile_partner WHERE partner = ?",
                row -> row.instant(1),
                partner));
  }

  @Override
  public Optional<Held> checkpoint() {
    return readers.read(
        sql -> {
          long epoch = Long.parseLong(Meta.EPOCH.read(sql));
          return sql.first(
              "SELECT number, body FROM checkpoint ORDER BY number DESC LIMIT 1",
              row -> new Held(epoch, row.number(1), HEX.formatHex(Event.sha256(row.bytes(2)))));
        });
  }

  @Override
  public boolean keep(String partner, Held held, Instant now) {
    return writer.write(turn -> keep(turn.sql(), partner, held, now));
  }

  private static boolean keep(Sql sql, String partner, Held held, Instant now) throws SQLException {
    sql.update(
        "INSERT INTO partner_checkpoint (partner, epoch, number, digest, heard)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (partner, epoch, number) DO NOTHING",
        partner,
        held.epoch(),
        held.number(),
        held.digest(),
        now);
    return sql.first(
            "SELECT digest FROM partner_checkpoint WHERE partner = ? AND epoch = ? AND number = ?",
            row -> row.text(1),
            partner,
            held.epoch(),
            held.number())
        .filter(held.digest()::equals)
        .isPresent();
  }
}
