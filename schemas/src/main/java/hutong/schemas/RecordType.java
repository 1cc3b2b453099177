package hutong.schemas;

import hutong.schemas.hx.Kind;
import hutong.schemas.hx.Place;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the network has agreed about one type of record, as read from {@code record-types.json}.
 *
 * @param answeredBy types that answer it; empty where an acceptance is the answer
 * @param answers types it answers; empty for a first record
 * @param fields JSON Pointers (without array indices) of everything it may carry
 * @param legalBases by id: what it may rest on
 * @param from sides of which the sender must cover at least one
 * @param to side addressed where the record names none
 * @param toPermitted sides that a record may name
 * @param clock how long the recipient has, ordinarily
 * @param urgentClock how long where the record is urgent
 * @param inOrder whether it waits for the person's earlier records
 * @param retention after which it is erased
 * @param readers by role: the fields that a reader of that role may see
 * @param evaluated whether its acceptance says whether it matched
 */
public record RecordType(
    String name,
    String zh,
    String en,
    Kind kind,
    Set<String> answeredBy,
    Set<String> answers,
    Set<String> fields,
    Map<String, LegalBasis> legalBases,
    Set<Side> from,
    Side to,
    Set<Side> toPermitted,
    Optional<ClockRule> clock,
    Optional<ClockRule> urgentClock,
    boolean inOrder,
    Retention retention,
    Map<String, Set<String>> readers,
    boolean evaluated) {

  /** What answers a record. */
  public enum Answering {
    ACCEPTANCE,
    /** An acceptance that says whether it matched. */
    EVALUATION,
    /** A record of another type. */
    REPLY
  }

  /** What answers a record of this type, and so stops its clock. */
  public Answering answering() {
    if (!answeredBy.isEmpty()) {
      return Answering.REPLY;
    }
    return evaluated ? Answering.EVALUATION : Answering.ACCEPTANCE;
  }

  /** Whether a record of this type may answer one of the other type. */
  public boolean answers(RecordType other) {
    return answers.contains(other.name());
  }

  /** The side a record is addressed to: the one it names, or the type's own. */
  public Side addressee(ResidentRecord record) {
    return record.getAddressee() == null ? to : record.getAddressee();
  }

  /** The place that stands on one side of a record. */
  public static Optional<Place> place(ResidentRecord record, Side side) {
    return Optional.ofNullable(
        switch (side) {
          case ORIGIN -> record.getOrigin();
          case CURRENT -> record.getCurrent();
          case PREVIOUS -> record.getPrevious();
          case ISSUER -> record.getIssuer();
        });
  }

  /** The places of which the sender must cover at least one. */
  public List<Place> sendingPlaces(ResidentRecord record) {
    return from.stream().sorted().flatMap(side -> place(record, side).stream()).toList();
  }

  /** The fields that a reader of a role may see; none for a role the type does not know. */
  public Set<String> fieldsFor(String role) {
    return readers.getOrDefault(role, Set.of());
  }
}
