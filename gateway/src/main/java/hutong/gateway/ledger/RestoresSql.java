package hutong.gateway.ledger;

import hutong.routes.RetryPolicy;
import hutong.routes.ledger.Regained;
import hutong.routes.ledger.Restores;
import hutong.schemas.RecordTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** What a restore asks of both sides, in the database. */
final class RestoresSql implements Restores {
  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;
  private final RecordTypes types;
  private final Place place;
  private final RetryPolicy retry;

  RestoresSql(
      GroupCommit writer,
      Readers readers,
      Bodies bodies,
      RecordTypes types,
      Place place,
      RetryPolicy retry) {
    this.types = types;
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
    this.place = place;
    this.retry = retry;
  }

  @Override
  public Optional<Restored> newest() {
    return readers.read(
        sql ->
            sql.first(
                "SELECT epoch, point, restored FROM restore",
                row -> new Restored(row.number(1), row.instant(2), row.instant(3))));
  }

  @Override
  public List<String> toAsk(Collection<String> members, Instant now) {
    if (!place.slice().first()) {
      return List.of();
    }
    return readers.read(
        sql -> {
          List<String> asked = new ArrayList<>();
          for (String member : Regain.toAsk(sql, members, now)) {
            if (ControlSql.waiting(sql, member) == 0) {
              asked.add(member);
            }
          }
          return asked;
        });
  }

  @Override
  public void asked(String member, byte[] signedData, Instant now) {
    writer.write(
        turn -> {
          ControlSql.add(turn, member, signedData);
          Regain.asked(turn.sql(), member, now);
          return null;
        });
  }

  @Override
  public boolean awaits(String member) {
    return readers.read(sql -> Regain.awaits(sql, member));
  }

  @Override
  public void said(String by, long epoch, long items, Instant now) {
    writer.write(
        turn -> {
          Regain.said(turn.sql(), by, epoch, items, now);
          return null;
        });
  }

  @Override
  public boolean waive(String member, Instant now) {
    return writer.write(turn -> Regain.waive(turn.sql(), member, now));
  }

  @Override
  public void regain(String by, List<Regained> things, List<byte[]> seen, Instant now) {
    writer.write(
        turn -> {
          if (Regain.awaits(turn.sql(), by)) {
            RegainReceived received = new RegainReceived(turn, bodies, types, now);
            RegainSent sent = new RegainSent(turn, bodies, types, now);
            for (Regained thing : things) {
              if (thing instanceof Regained.Received one) {
                received.take(one);
              } else if (thing instanceof Regained.Sent one) {
                sent.take(one);
              }
            }
            received.run();
            sent.run();
            var unused = Erasing.pending(turn, now);
            Regain.seen(turn.sql(), by, seen, now);
          }
          return null;
        });
  }

  @Override
  public boolean heard(String member, long epoch, Instant point, Instant now) {
    return writer.write(turn -> ReofferSql.heard(turn.sql(), member, epoch, point, now));
  }

  @Override
  public List<Reoffer> reoffers() {
    return place.slice().first()
        ? readers.read(sql -> new ReofferSql(sql, bodies).next(retry.drainPerSecond()))
        : List.of();
  }

  @Override
  public void offered(
      Reoffer part, List<Wrapped> things, LongFunction<byte[]> closing, Instant now) {
    writer.write(
        turn -> {
          new ReofferSql(turn.sql(), bodies).offered(turn, part, things, closing, now);
          return null;
        });
  }
}
