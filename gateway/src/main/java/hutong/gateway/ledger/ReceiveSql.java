package hutong.gateway.ledger;

import hutong.routes.Refusal;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.Reception;
import hutong.routes.ledger.TransferId;
import hutong.schemas.RecordTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stores what arrives, each with its receipt, and recognises what arrived before. */
final class ReceiveSql {
  private final GroupCommit writer;
  private final Bodies bodies;
  private final RecordTypes types;

  ReceiveSql(GroupCommit writer, Bodies bodies, RecordTypes types) {
    this.types = types;
    this.writer = writer;
    this.bodies = bodies;
  }

  /**
   * An arrival with what can be computed before its turn.
   *
   * @param payload the SignedData, encrypted
   * @param refusal why it is refused, encrypted; null if it isn't
   * @param content what events name of it
   */
  record Came(
      Arrival arrival, TransferId id, Bodies.Locked payload, byte[] refusal, String content) {

    static Came of(Arrival arrival, Bodies bodies) {
      TransferId id = arrival.facts().transferId();
      return new Came(
          arrival,
          id,
          bodies.lockPayload(false, id, Bodies.SIGNED, arrival.signedData()),
          bodies.lock(false, id, arrival.refusal()),
          EventContent.of(arrival.digest(), Event.sha256(arrival.signedData())));
    }

    /** Then it owes no answer. */
    Came refused(Refusal why) {
      return new Came(arrival.refused(why), id, payload, refusal, content);
    }
  }

  List<Reception> receive(List<Arrival> arrivals, ReceiptWriter receipts, Instant now) {
    List<Came> came = new ArrayList<>(arrivals.size());
    for (Arrival arrival : arrivals) {
      came.add(Came.of(arrival, bodies));
    }
    return writer.write(
        turn -> {
          Arrived before = Arrived.load(turn.sql(), came);
          Receiving receiving = new Receiving(turn, bodies, types, receipts, now);
          receiving.load(came);
          List<Reception> outcomes = new ArrayList<>(came.size());
          for (Came one : came) {
            outcomes.add(receiving.take(one, before));
          }
          receiving.run();
          return outcomes;
        });
  }
}
