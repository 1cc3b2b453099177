package hutong.gateway.ledger;

import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Confirmed;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.RecordTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Matches receipts with what this node sent. */
final class ConfirmSql {
  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;
  private final RecordTypes types;

  ConfirmSql(GroupCommit writer, Readers readers, Bodies bodies, RecordTypes types) {
    this.types = types;
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
  }

  List<Confirmed> confirm(List<Confirmation> confirmations, Instant now) {
    return writer.write(
        turn -> {
          Confirming confirming = new Confirming(turn, bodies, types, now);
          confirming.load(confirmations);
          List<Confirmed> outcomes = new ArrayList<>(confirmations.size());
          for (Confirmation one : confirmations) {
            outcomes.add(confirming.match(one));
          }
          confirming.run();
          return outcomes;
        });
  }

  Map<UUID, TransferFacts> sentBy(Collection<UUID> ids) {
    return facts(ids, "WHERE t.outbound = 1");
  }

  Map<UUID, TransferFacts> postedBy(String system, Collection<UUID> ids) {
    return facts(ids, "WHERE t.outbound = 1 AND " + Successor.of("t.system") + " = ?", system);
  }

  Map<UUID, TransferFacts> receivedFor(String system, Collection<UUID> ids) {
    return facts(
        ids,
        "JOIN mailbox m ON m.transfer = t.key AND "
            + Successor.of("m.system")
            + " = ? WHERE t.outbound = 0",
        system);
  }

  /** Facts of those transfers that fit, by id. */
  private Map<UUID, TransferFacts> facts(Collection<UUID> ids, String where, Object... values) {
    Map<UUID, TransferFacts> found = new HashMap<>();
    readers.read(
        sql ->
            sql.among(
                "SELECT " + FactsColumns.ALL + " FROM transfer t " + where + " AND {any}",
                "t.id = ?",
                Sql.keys(ids),
                row -> found.put(row.uuid(1), FactsColumns.read(row)),
                values));
    return found;
  }
}
