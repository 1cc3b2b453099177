package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import hutong.schemas.hx.ResidentRecord;
import java.util.UUID;

/**
 * A record about to be posted, with where the one who posts it expects it to come out.
 *
 * @param at the desk that gets it; null if it is to be parked, or answers a question
 * @param answers the question it answers; null if none
 */
record Letter(ResidentRecord record, Region to, Desk at, UUID answers) {

  static Letter to(Desk at, ResidentRecord record) {
    return new Letter(record, at.region(), at, null);
  }

  /** For which no single office can be found: it is to wait for a person there. */
  static Letter toNobody(Region to, ResidentRecord record) {
    return new Letter(record, to, null, null);
  }

  static Letter answer(UUID question, Region asker, ResidentRecord record) {
    return new Letter(record, asker, null, question);
  }

  String type() {
    return record.getClass().getSimpleName();
  }

  String key() {
    return record.getSource().getKey();
  }

  Fate fate(UUID id) {
    return at == null && answers == null ? Fate.PARKED : Verdicts.of(type(), key(), id);
  }
}
