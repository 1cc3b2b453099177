package hutong.routes;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.RejectionCode;
import hutong.schemas.SchemaVersion;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the version of the schema that a record is written in, and judges the one that it came
 * in. Several stand side by side; a case stays on the one that it began with, even past its last
 * day.
 */
public final class Versions {

  private final RecordTypes types;
  private final Clock clock;

  public Versions(RecordTypes types, Clock clock) {
    this.types = types;
    this.clock = clock;
  }

  /**
   * The newest in force that both sides process, or the one of the record that it follows.
   *
   * @param earlier what it answers or concerns; null for a first record
   * @param to the recipient; null if that is not decided yet
   * @return empty if the recipient processes none of them
   */
  public Optional<String> toSend(
      RecordType type, TransferFacts earlier, String to, Directory directory) {
    Optional<Member> recipient = Optional.ofNullable(to).flatMap(directory::member);
    List<String> known =
        types.versionsOf(type).stream()
            .map(SchemaVersion::name)
            .filter(name -> recipient.map(one -> one.accepts(type.name(), name)).orElse(true))
            .toList();
    if (earlier != null && known.contains(earlier.schemaVersion())) {
      return Optional.of(earlier.schemaVersion());
    }
    List<String> now = inForce(type);
    return known.stream().filter(now::contains).reduce((older, newer) -> newer);
  }

  /** What a member processes of a type for new cases, oldest first. */
  public List<String> processed(RecordType type, String node, Directory directory) {
    Optional<Member> member = Optional.ofNullable(node).flatMap(directory::member);
    return inForce(type).stream()
        .filter(name -> member.map(one -> one.accepts(type.name(), name)).orElse(true))
        .toList();
  }

  /**
   * Why a record is not processed in the version that it came in; null if it is.
   *
   * @param earlier what it answers; null if it answers nothing
   */
  public Refusal refusal(
      String version, RecordType type, TransferFacts earlier, String node, Directory directory) {
    List<String> processed = processed(type, node, directory);
    boolean begun = earlier != null && earlier.schemaVersion().equals(version);
    return begun || processed.contains(version)
        ? null
        : new Refusal(
            RejectionCode.VERSION_NOT_PROCESSABLE,
            List.of("/header/schemaVersion"),
            processed.isEmpty()
                ? "this member does not take this type"
                : "accepted: " + String.join(", ", processed));
  }

  private List<String> inForce(RecordType type) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Deadlines.ZONE);
    return types.versionsOf(type).stream()
        .filter(version -> version.inForce(today))
        .map(SchemaVersion::name)
        .toList();
  }
}
