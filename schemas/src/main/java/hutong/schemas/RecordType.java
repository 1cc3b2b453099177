package hutong.schemas;

import hutong.schemas.hx.Kind;
import hutong.schemas.hx.Place;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the network has agreed about one type of record, as read from {@code record-types.json}.
 *
 * @param since version of the schema in which it is new
 * @param answeredBy types that answer it; empty where an acceptance is the answer
 * @param answers types it answers; empty for a first record
 * @param concerns types of own earlier records that it is about; empty for a first record
 * @param opensCase whether it asks for something that both sides follow until it is closed
 * @param step what it does to the case that it answers or concerns; null if nothing
 * @param fields JSON Pointers (without array indices) of everything it may carry
 * @param legalBases by id: what it may rest on
 * @param from sides of which the sender must cover at least one
 * @param to side addressed where the record names none; null if it goes wherever the record that it
 *     answers or concerns came from or went
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
    String since,
    Set<String> answeredBy,
    Set<String> answers,
    Set<String> concerns,
    boolean opensCase,
    CaseStep step,
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
    /** A record of another type, in a case that both sides follow. */
    REPLY
  }

  /** What answers a record of this type, and so stops its clock. */
  public Answering answering() {
    if (opensCase && !answeredBy.isEmpty()) {
      return Answering.REPLY;
    }
    return evaluated ? Answering.EVALUATION : Answering.ACCEPTANCE;
  }

  /** Whether a record of this type may answer one of the other type. */
  public boolean answers(RecordType other) {
    return answers.contains(other.name());
  }

  /** Whether a record of this type may be about an own earlier one of the other type. */
  public boolean concerns(RecordType other) {
    return concerns.contains(other.name());
  }

  /** Whether it goes by the record that it answers or concerns, and not by a place it names. */
  public boolean follows() {
    return !answers.isEmpty() || to == null;
  }

  /** Whether it is the answer that was asked for; not if it asks back, or sends elsewhere. */
  public boolean isAnswer() {
    return !answers.isEmpty() && step != CaseStep.ASK_BACK && step != CaseStep.FORWARD;
  }

  /** The id of the record that a record answers, concerns or was sent on by; null if none. */
  public static UUID correlation(ResidentRecord record) {
    if (record.getInReplyTo() != null) {
      return record.getInReplyTo();
    }
    return record.getConcerns() == null ? record.getForwardedBy() : record.getConcerns();
  }

  /** Whether it is about one person; a summary is not, nor is what is said about a case. */
  public boolean aboutPerson() {
    return fields.contains("/subject/name");
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
