package hutong.gateway.ledger;

import hutong.gateway.ledger.ReceiveSql.Came;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.DueDate;
import java.sql.SQLException;
import java.time.Instant;

/** The rows of new arrivals: the transfer and its payload. */
final class ArrivalRows {
  private static final DueDate NONE = new DueDate(null, null, null);

  private final Instant now;
  private final Sql.Batch transfers;
  private final Sql.Batch payloads;
  private final PayloadKeys keys;
  private final Rosters rosters;

  ArrivalRows(Sql sql, Instant now) throws SQLException {
    this.now = now;
    this.transfers =
        sql.batch(
            "INSERT INTO transfer (key, outbound, id, sender, recipient, partner, type,"
                + " schema_version, legal_basis, division, division_date, correlation, urgent,"
                + " created, expires, state, changed, source_index, source_version, stream_id,"
                + " stream_number, predecessor, digest, marks, candidates, evidence, arrived,"
                + " due_date, due_rule, due_calendar, refusal, person, target, marked, answering,"
                + " reply, substance, due_end, outcome, decided, answered, repeats) VALUES (?, 0, ?,"
                + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?,"
                + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)");
    this.rosters = new Rosters(sql);
    this.keys = new PayloadKeys(sql);
    this.payloads = sql.batch("INSERT INTO payload (transfer, role, body) VALUES (?, 'signed', ?)");
  }

  void add(long key, Came came, InboundState state, byte[] refusal) throws SQLException {
    Arrival a = came.arrival();
    TransferFacts f = a.facts();
    DueDate due = a.due() == null ? NONE : a.due();
    transfers.add(
        key,
        f.id(),
        f.from(),
        f.to(),
        f.from(),
        f.type(),
        f.schemaVersion(),
        f.legalBasis(),
        f.targetDivision(),
        f.targetDate(),
        f.correlation(),
        f.urgent(),
        f.created(),
        f.expires(),
        state,
        now,
        a.sourceIndex(),
        a.sourceVersion(),
        a.streamId(),
        a.streamNumber(),
        a.digest(),
        ListText.write(a.marks()),
        ListText.write(a.offices()),
        ListText.write(a.addressEvidence()),
        now,
        due.date(),
        due.rule(),
        due.calendarVersion(),
        refusal,
        a.subjectIndex(),
        Measured.target(f),
        !a.marks().isEmpty(),
        a.counted().answering(),
        Measured.reply(a.counted()),
        a.counted().substance(),
        Measured.end(a.due()),
        state.isFinal() ? state : null,
        state.isFinal() ? now : null,
        state.isFinal() && a.due() != null ? now : null);
    rosters.add(key, a.counted().expected());
    payloads.add(key, came.payload().body());
    keys.put(key, came.payload().key());
  }

  void run() throws SQLException {
    transfers.run();
    rosters.run();
    payloads.run();
    keys.run();
  }
}
