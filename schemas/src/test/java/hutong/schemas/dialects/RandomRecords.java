package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.CanonicalField;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Makes records of any type that follow the schema, with any of the fields that it may have. */
final class RandomRecords {
  private static final List<String> NAMES =
      List.of("王𠮷", "阿依古丽·买买提", "㐂田", "张三", "𪚥龘", "Ольга", "欧阳 锋", "José", "李·A");
  private static final List<String> TEXTS =
      List.of(
          "样例路 1 号",
          "a,b",
          "“引号” \"quote\"",
          "=1+1",
          "-2",
          "@x",
          "<a>&amp;",
          "A|B^C~D\\E&F",
          "１２３");
  private static final List<String> DIVISIONS =
      List.of("412701", "320582", "320582101", "110105008012", "330281", "411602");
  private static final List<String> OFFICES = List.of("11110000MB0FAKE02Y", "12320500MB0FAKE05A");

  /** Whose values are one of a closed set; by the field's own name. */
  private static final Map<String, List<String>> CHOICES = new HashMap<>();

  static {
    CHOICES.put("addressee", List.of("ORIGIN", "CURRENT", "PREVIOUS", "ISSUER"));
    CHOICES.put("urgency", List.of("ORDINARY", "URGENT"));
    CHOICES.put(
        "reason", List.of("WORK", "BUSINESS", "STUDY", "FAMILY", "MEDICAL", "RETURN", "OTHER"));
    CHOICES.put(
        "housing", List.of("RENTED", "OWN", "EMPLOYER", "SCHOOL", "WITH_RELATIVES", "OTHER"));
    CHOICES.put("purpose", List.of("REGISTRATION", "SERVICE", "REISSUE"));
    CHOICES.put("answer", List.of("VALID", "EXPIRED", "CANCELLED", "UNKNOWN", "MISMATCH"));
    CHOICES.put(
        "change", List.of("MARRIAGE", "DIVORCE", "BIRTH", "DEATH", "ADOPTION", "NAME", "ADDRESS"));
    CHOICES.put(
        "service", List.of("VACCINATION", "MATERNAL_CARE", "CHILD_HEALTH", "SCHOOLING", "HOUSING"));
    CHOICES.put("matter", List.of("RESIDENCE", "CERTIFICATE", "CIVIL_STATUS", "DATA_QUALITY"));
    CHOICES.put("finding", List.of("CONFIRMED", "PARTLY_CONFIRMED", "NOT_CONFIRMED", "NOT_FOUND"));
    CHOICES.put("cancelReason", List.of("REPLACED", "LOST", "EXPIRED", "HOLDER_DIED"));
    CHOICES.put("event", List.of("BIRTH", "MARRIAGE", "DIVORCE", "ADOPTION", "DEATH"));
    CHOICES.put("role", List.of("APPLICANT", "SPOUSE", "CHILD", "DECEASED"));
    CHOICES.put("refusal", List.of("NOT_RESIDENT", "FILE_INCOMPLETE", "ALREADY_HELD", "OTHER"));
    CHOICES.put(
        "withdrawalReason", List.of("ENTERED_IN_ERROR", "WRONG_PERSON", "NO_LONGER_NEEDED"));
    CHOICES.put("impossible", List.of("NOT_HELD", "NO_LEGAL_BASIS", "PERSON_ABSENT", "OTHER"));
    CHOICES.put("mediaType", List.of("application/pdf", "image/png", "text/plain"));
    CHOICES.put("division", DIVISIONS);
    CHOICES.put("issuingOffice", OFFICES);
    CHOICES.put("provider", OFFICES);
    CHOICES.put("issuedBy", OFFICES);
    CHOICES.put("address", TEXTS);
    CHOICES.put("note", TEXTS);
    CHOICES.put("text", TEXTS);
    CHOICES.put("value", TEXTS);
    CHOICES.put("newName", NAMES);
    CHOICES.put("formerName", NAMES);
    CHOICES.put("phone", List.of("0512-0000 0000", "+86 13800000000", "5120000000"));
    CHOICES.put("email", List.of("a@example.org"));
    CHOICES.put("system", List.of("desk-7", "T17"));
    CHOICES.put("key", List.of("000123", "A/1:2+3", "k.9_x"));
    CHOICES.put("caseId", List.of("case-1"));
    CHOICES.put("batch", List.of("B-77", "0001"));
    CHOICES.put("code", List.of("01", "MMR", "0303"));
    CHOICES.put("deviation", List.of("/subject/name", "/certificate/number"));
    CHOICES.put("field", List.of("/subject/name", "/arrivedOn"));
    CHOICES.put("digest", List.of("ab".repeat(32)));
    CHOICES.put("documentNumber", List.of("412701198502030007", "11010519491231002X", "E00000000"));
  }

  private final Random random;
  private final RecordTypes types;
  private final CodeLists lists = CodeLists.load();
  private final Map<String, Map<String, CanonicalField>> fields = CanonicalField.all();

  RandomRecords(long seed, RecordTypes types) {
    this.random = new Random(seed);
    this.types = types;
  }

  ObjectNode of(String name) {
    RecordType type = types.of(name).orElseThrow();
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Boolean> groups = new HashMap<>();
    for (CanonicalField field : fields.get(name).values()) {
      if (!type.fields().contains(field.pointer()) || leftOut(field)) {
        continue;
      }
      String group = field.path().get(0);
      boolean inGroup = field.path().size() > 1;
      boolean there =
          !inGroup
              || field.required()
              || groups.computeIfAbsent(group, any -> random.nextBoolean());
      boolean whole = inGroup && wanted(field);
      if (!there || !(field.required() || whole || random.nextInt(3) > 0)) {
        continue;
      }
      int most = field.list() < 0 ? 1 : counts.computeIfAbsent(group, any -> 1 + random.nextInt(3));
      for (int i = 0; i < most; i++) {
        new Target(field, -1).set(record, i, value(name, field));
      }
    }
    record.put("type", name);
    return record;
  }

  /** A part without which its group would not follow the schema. */
  private static boolean wanted(CanonicalField field) {
    return List.of(
            "name",
            "documentType",
            "documentNumber",
            "division",
            "asOf",
            "system",
            "key",
            "version",
            "type",
            "number",
            "text",
            "code",
            "mediaType",
            "content",
            "field")
        .contains(field.path().get(field.path().size() - 1));
  }

  /** An attachment's content stands inside here; what stands apart has no content. */
  private static boolean leftOut(CanonicalField field) {
    return field.pointer().equals("/attachment/size")
        || field.pointer().equals("/attachment/digest");
  }

  private String value(String type, CanonicalField field) {
    String pointer = field.pointer();
    String name = field.path().get(field.path().size() - 1);
    if (lists.of(pointer).isPresent()) {
      return pick(new ArrayList<>(lists.of(pointer).get().labels().keySet()));
    }
    if (pointer.equals("/subject/name")) {
      return pick(NAMES);
    }
    if (pointer.equals("/item/name") || pointer.equals("/attachment/name")) {
      return pick(List.of("百白破疫苗", "扫描件 1.png"));
    }
    if (pointer.equals("/line/type")) {
      return pick(List.of("ArrivalNotice", "DepartureNotice"));
    }
    if (name.equals("type")) {
      return pick(List.of("RESIDENCE_PERMIT", "MARRIAGE", "BIRTH", "VACCINATION"));
    }
    if (name.equals("legalBasis")) {
      return pick(new ArrayList<>(types.of(type).orElseThrow().legalBases().keySet()));
    }
    if (name.equals("content")) {
      byte[] some = new byte[40];
      random.nextBytes(some);
      return Base64.getEncoder().encodeToString(some);
    }
    if (List.of("inReplyTo", "concerns", "forwardedBy").contains(name)) {
      return new UUID(random.nextLong(), random.nextLong()).toString();
    }
    if (name.equals("observedAt")) {
      return Instant.ofEpochSecond(1_760_000_000L + random.nextInt(30_000_000)).toString();
    }
    if (field.kind() == CanonicalField.Kind.INTEGER) {
      return Integer.toString(1 + random.nextInt(90));
    }
    if (field.kind() == CanonicalField.Kind.BOOLEAN) {
      return Boolean.toString(random.nextBoolean());
    }
    if (CHOICES.containsKey(name)) {
      return pick(CHOICES.get(name));
    }
    return name.equals("number")
        ? pick(List.of("320500000123", "J-0077"))
        : LocalDate.of(1990, 1, 1).plusDays(random.nextInt(13_000)).toString();
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
