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
  private final ContentRules content;

  public Validation(RecordTypes types, Divisions divisions, CodeLists lists) {
    this.types = types;
    this.identity = new IdentityRules(divisions);
    this.places = new PlaceRules(divisions);
    this.content = new ContentRules(types);
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
    if (record.getSubject() != null) {
      identity.check(record.getSubject(), today, found);
    } else if (type.aboutPerson()) {
      found.add(required("/subject", "该类记录必须注明所涉人员。", "This record is about a person: add them."));
    }
    content.check(record, found);
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
          required(
              "/inReplyTo", "答复必须注明所答复的编号。", "A reply names the record it answers: add its id."));
    }
    if (!type.concerns().isEmpty() && record.getConcerns() == null) {
      found.add(
          required(
              "/concerns",
              "必须注明所涉的本方记录编号。",
              "It is about an earlier record of yours: add its id."));
    }
    LocalDate birth = record.getSubject() == null ? null : record.getSubject().getBirthDate();
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

  private static Violation required(String pointer, String zh, String en) {
    return Violation.refuse(SCHEMA_INVALID, pointer, "required", zh, en);
  }
}
