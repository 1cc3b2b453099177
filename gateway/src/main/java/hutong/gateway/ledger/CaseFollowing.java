package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.CaseStep;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Ties the new transfers of one batch to the records that they answer or concern, and takes the
 * steps that they are to those records' cases.
 */
final class CaseFollowing {
  private static final Set<String> ARRIVED =
      Set.of(OutboundState.DELIVERED.name(), OutboundState.ACCEPTED.name());

  private final Turn turn;
  private final RecordTypes types;
  private final boolean sending;
  private final Cases cases;
  private final Map<Key, Earlier> earlier = new HashMap<>();
  private final Sql.Batch links;

  /**
   * @param sending whether the transfers are ours, or arrive
   */
  CaseFollowing(Turn turn, RecordTypes types, boolean sending, Instant now) throws SQLException {
    this.turn = turn;
    this.types = types;
    this.sending = sending;
    this.cases = new Cases(turn, now);
    this.links =
        turn.sql()
            .batch(
                "UPDATE transfer SET case_of = ?, case_step = ?, person = COALESCE(person, ?)"
                    + " WHERE key = ?");
  }

  /** For a transfer that was here before a restore, and is given back. */
  static Long again(
      Turn turn, RecordTypes types, boolean sending, long key, TransferFacts facts, Instant now)
      throws SQLException {
    CaseFollowing following = new CaseFollowing(turn, types, sending, now);
    following.load(List.of(facts));
    following.follow(FactsColumns.subject(key, sending, facts), facts);
    following.run();
    return following.caseOf(facts);
  }

  private record Key(boolean outbound, String sender, UUID id) {}

  private record Earlier(String state, CaseLink link) {
    private Long ofCase() {
      return link.decides();
    }
  }

  void load(Collection<TransferFacts> facts) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    for (TransferFacts one : facts) {
      if (one.correlation() != null) {
        ids.add(one.correlation());
      }
    }
    if (ids.isEmpty()) {
      return;
    }
    int at = CaseLink.COUNT;
    turn.sql()
        .among(
            "SELECT "
                + CaseLink.COLUMNS
                + ", t.outbound, t.sender, t.id, t.state FROM transfer t WHERE {any}",
            "t.id = ?",
            Sql.keys(ids),
            row ->
                earlier.put(
                    new Key(row.yes(at + 1), row.text(at + 2), row.uuid(at + 3)),
                    new Earlier(row.text(at + 4), CaseLink.read(row, 1))));
    List<Long> keys =
        earlier.values().stream().map(Earlier::ofCase).filter(Objects::nonNull).toList();
    cases.load(keys);
  }

  /** Whether a new transfer may do to the record that it names what it does. */
  boolean inCycle(TransferFacts facts) {
    RecordType type = types.of(facts.type()).orElse(null);
    if (type == null || facts.correlation() == null) {
      return true;
    }
    boolean concerns = !type.concerns().isEmpty();
    Earlier named = named(facts, type);
    if (named == null) {
      // Answers were asked for, and what is told to third parties too is judged at its sender.
      return !(concerns && (sending || type.to() == null));
    }
    return (!concerns || concernable(type, named))
        && cases.allows(named.ofCase(), type.step())
        && (type.step() != CaseStep.REMIND || !sending || ARRIVED.contains(named.state));
  }

  private boolean concernable(RecordType type, Earlier named) {
    return types.of(named.link.type()).filter(type::concerns).isPresent()
        && !named.state.equals("REJECTED");
  }

  private Earlier named(TransferFacts facts, RecordType type) {
    boolean own = sending == !type.concerns().isEmpty();
    return earlier.get(
        new Key(
            own,
            own ? (sending ? facts.from() : facts.to()) : (sending ? facts.to() : facts.from()),
            facts.correlation()));
  }

  /** Key of the case that a new transfer belongs to; null if it belongs to none. */
  Long caseOf(TransferFacts facts) {
    RecordType type = types.of(facts.type()).orElse(null);
    Earlier named = type == null || facts.correlation() == null ? null : named(facts, type);
    return named == null ? null : named.ofCase();
  }

  /** Takes the step of a transfer that is taken, now or once it is accepted. */
  void follow(Subject subject, TransferFacts facts) throws SQLException {
    RecordType type = types.of(facts.type()).orElse(null);
    if (type == null) {
      return;
    }
    if (type.opensCase()) {
      cases.open(subject);
    }
    Earlier named = facts.correlation() == null ? null : named(facts, type);
    if (named == null || named.ofCase() == null) {
      return;
    }
    Long key = named.ofCase();
    links.add(key, type.step(), cases.person(key), subject.key());
    if (type.step() == null || type.step() == CaseStep.WITHDRAW) {
      return;
    }
    if (sending) {
      cases.take(key, type.step());
    } else {
      cases.hear(key, type.step(), facts.created());
    }
  }

  /** Its answer is accepted by rule. */
  void settle(Long key) {
    cases.take(key, CaseStep.SETTLE);
  }

  /** After the new transfers' rows are there. */
  void run() throws SQLException {
    links.run();
    cases.run();
  }
}
