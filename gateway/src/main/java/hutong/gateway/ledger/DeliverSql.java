package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import hutong.routes.ledger.Undelivered;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Chooses where inside this node a received record goes, or has a person choose. */
final class DeliverSql {
  /** Word of the event by which somebody names the office of a parked record. */
  static final String ASSIGNED = "ASSIGNED";

  private final GroupCommit writer;
  private final Readers readers;
  private final RecordTypes types;

  DeliverSql(GroupCommit writer, Readers readers, RecordTypes types) {
    this.types = types;
    this.writer = writer;
    this.readers = readers;
  }

  List<Undelivered> undelivered(int max) {
    return readers.read(
        sql -> {
          List<Undelivered> again = undelivered(sql, "t.again = 1", max);
          List<Undelivered> found = new ArrayList<>(undelivered(sql, "t.state = 'RECEIVED'", max));
          found.addAll(again);
          found.sort(Comparator.comparing(Undelivered::key));
          return found.subList(0, Math.min(max, found.size()));
        });
  }

  private List<Undelivered> undelivered(Sql sql, String which, int max) throws SQLException {
    return sql.list(
        "SELECT "
            + FactsColumns.ALL
            + ", t.key, COALESCE(NULLIF(t.candidates, ''), o.candidates), "
            + Successor.of("q.system")
            + ", "
            + Successor.of("o.system")
            + " FROM transfer t"
            + " LEFT JOIN transfer q ON q.outbound = 1 AND q.id = t.correlation"
            + " AND q.sender = t.recipient AND q.recipient = t.sender"
            + " LEFT JOIN transfer o ON o.outbound = 0 AND o.id = t.correlation"
            + " AND o.sender = t.sender WHERE "
            + which
            + " AND NOT "
            + Regain.awaited("t.sender")
            + " ORDER BY t.key LIMIT ?",
        this::read,
        max);
  }

  /**
   * An answer goes to who asked, what follows a record to who decides on that, and nothing else.
   */
  private Undelivered read(Row row) throws SQLException {
    int at = FactsColumns.COUNT;
    TransferFacts facts = FactsColumns.read(row);
    Optional<RecordType> type = types.of(facts.type());
    boolean answers = type.filter(known -> !known.answers().isEmpty()).isPresent();
    boolean follows = type.filter(RecordType::follows).isPresent();
    String asked = row.text(at + 3);
    String decides = row.text(at + 4);
    return new Undelivered(
        row.number(at + 1),
        facts,
        ListText.read(row.text(at + 2)),
        answers ? asked : follows ? decides : null);
  }

  private record Received(Subject subject, UUID stream, long number, boolean again) {}

  void offer(List<Offer> offers, Instant now) {
    writer.write(
        turn -> {
          offer(turn, offers, now);
          return null;
        });
  }

  /** What was offered or parked before stays as it is. */
  private static void offer(Turn turn, List<Offer> offers, Instant now) throws SQLException {
    Map<Long, Received> received = new HashMap<>();
    turn.sql()
        .among(
            "SELECT "
                + FactsColumns.MOVING
                + ", t.stream_id, t.stream_number, t.again FROM transfer t"
                + " WHERE {any}",
            "(t.key = ? AND t.outbound = 0 AND (t.state = 'RECEIVED' OR t.again = 1))",
            Sql.keys(offers.stream().map(Offer::key).toList()),
            row ->
                received.put(
                    row.number(1),
                    new Received(
                        FactsColumns.moving(row, 1), row.uuid(9), row.number(10), row.yes(11))));
    Sql.Batch offered =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = 'OFFERED', changed = ?, system = "
                    + Successor.OF_ASKED
                    + " WHERE key = ?");
    Sql.Batch parked =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = 'PARKED', changed = ?, candidates = ?, parked = ?"
                    + " WHERE key = ?");
    Sql.Batch again =
        turn.sql()
            .batch(
                "UPDATE transfer SET again = 0, system = COALESCE(CAST(? AS TEXT), system)"
                    + " WHERE key = ?");
    Mailboxes mailboxes = new Mailboxes(turn.sql());
    for (Offer offer : offers) {
      Received one = received.remove(offer.key());
      if (one != null && one.again) {
        // Decided, whoever is responsible today: a decider only hears of it again.
        again.add(offer instanceof Offer.To to ? to.decider() : null, offer.key());
        if (offer instanceof Offer.To to) {
          mailboxes.add(to, one.stream, one.number);
          turn.event(one.subject, new What("OFFERED_AGAIN", null, to.decider()), now);
        }
      } else if (one != null && offer instanceof Offer.To to) {
        offered.add(now, to.decider(), to.decider(), to.key());
        mailboxes.add(to, one.stream, one.number);
        turn.event(one.subject, new What(InboundState.OFFERED, null, to.decider()), now);
      } else if (one != null && offer instanceof Offer.Park park) {
        parked.add(now, ListText.write(park.candidates()), park.reason(), park.key());
        turn.event(one.subject, new What(InboundState.PARKED, null, park.reason()), now);
      }
    }
    offered.run();
    parked.run();
    again.run();
    mailboxes.run();
  }

  private record Parked(Subject subject, InboundState state, List<String> offices) {}

  List<Decided> assign(List<TransferId> ids, String office, Instant now) {
    return writer.write(turn -> assign(turn, ids, office, now));
  }

  static List<Decided> assign(Turn turn, List<TransferId> ids, String office, Instant now)
      throws SQLException {
    Map<TransferId, Parked> found = new HashMap<>();
    turn.sql()
        .among(
            "SELECT " + FactsColumns.MOVING + ", t.state, t.candidates FROM transfer t WHERE {any}",
            "(t.id = ? AND t.outbound = 0 AND t.sender = ?)",
            ids.stream().map(id -> new Object[] {id.id(), id.from()}).toList(),
            row ->
                found.put(
                    new TransferId(row.text(3), row.uuid(4)),
                    new Parked(
                        FactsColumns.moving(row, 1),
                        InboundState.valueOf(row.text(9)),
                        ListText.read(row.text(10)))));
    Sql.Batch rows =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = 'RECEIVED', changed = ?, candidates = ?,"
                    + " parked = NULL, seek_at = NULL WHERE key = ?");
    List<String> only = List.of(office);
    List<Decided> outcomes = new ArrayList<>(ids.size());
    for (TransferId id : ids) {
      Parked one = found.get(id);
      if (one == null) {
        outcomes.add(Decided.NOT_LEASED);
      } else if (one.state != InboundState.PARKED) {
        outcomes.add(one.offices.equals(only) ? Decided.ALREADY : Decided.CONTRADICTS);
      } else {
        rows.add(now, ListText.write(only), one.subject.key());
        turn.event(one.subject, new What(ASSIGNED, null, office), now);
        found.put(id, new Parked(one.subject, InboundState.RECEIVED, only));
        outcomes.add(Decided.DONE);
      }
    }
    rows.run();
    return outcomes;
  }
}
