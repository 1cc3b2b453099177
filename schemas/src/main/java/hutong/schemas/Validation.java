package hutong.schemas;

import static hutong.schemas.RejectionCode.IMPLAUSIBLE;
import static hutong.schemas.RejectionCode.NO_LEGAL_BASIS;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;

import hutong.schemas.hx.ResidentRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Checks what the schema cannot: allowed fields, legal basis, numbers, codes, names, dates.
 *
 * <p>Thread-safe, made once. Everything wrong is reported, warnings too; nothing is changed.
 */
public final class Validation {
  /** Clocks differ, and a day begins eight hours earlier here than in UTC. */
  static final int SKEW_DAYS = 1;

  private final RecordTypes types;
  private final Map<String, FieldRules> fields;
  private final IdentityRules identity;
  private final PlaceRules places;

  public Validation(RecordTypes types, Divisions divisions, CodeLists lists) {
    this.types = types;
    this.identity = new IdentityRules(divisions);
    this.places = new PlaceRules(divisions);
    this.fields =
        Documents.shapes().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    e ->
                        new FieldRules(
                            e.getValue(), types.of(e.getKey()).orElseThrow(), lists, divisions)));
  }

  /**
   * Everything wrong or doubtful about a record that follows the schema.
   *
   * @param today the day of checking; dates may lie one day ahead of it
   */
  public List<Violation> check(ResidentRecord record, LocalDate today) {
    List<Violation> found = new ArrayList<>();
    RecordType type = types.of(record);
    fields.get(type.name()).check(record, today, found);
    identity.check(record.getSubject(), today, found);
    places.check(type, record, found);
    if (!type.legalBases().containsKey(record.getLegalBasis())) {
      found.add(
          Violation.refuse(
              NO_LEGAL_BASIS,
              "/legalBasis",
              "legal-basis",
              "该类记录不认可此法律依据,请使用目录中的依据编号。",
              "This type of record does not rest on that basis: use an id its type lists."));
    }
    if (!type.answers().isEmpty() && record.getInReplyTo() == null) {
      found.add(
          Violation.refuse(
              SCHEMA_INVALID,
              "/inReplyTo",
              "required",
              "答复必须注明所答复的编号。",
              "A reply names the record it answers: add its id."));
    }
    LocalDate birth = record.getSubject().getBirthDate();
    if (birth != null && record.getEventDate().isBefore(birth)) {
      found.add(
          Violation.warn(
              IMPLAUSIBLE,
              "/eventDate",
              "before-birth",
              "事件日期早于出生日期,请核对。",
              "The event lies before the birth: check both dates."));
    }
    return List.copyOf(found);
  }
}
