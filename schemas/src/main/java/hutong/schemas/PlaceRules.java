package hutong.schemas;

import static hutong.schemas.RejectionCode.CODE_UNKNOWN;
import static hutong.schemas.RejectionCode.FIELD_NOT_ALLOWED;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;

import hutong.schemas.hx.Place;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Side;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges whether a record says where it comes from and where it goes. */
final class PlaceRules {
  private final Divisions divisions;

  PlaceRules(Divisions divisions) {
    this.divisions = divisions;
  }

  void check(RecordType type, ResidentRecord record, List<Violation> found) {
    if (type.to() == null) {
      return;
    }
    Side to = type.addressee(record);
    if (!type.toPermitted().contains(to)) {
      found.add(
          Violation.refuse(
              FIELD_NOT_ALLOWED,
              "/addressee",
              "addressee",
              "该类记录不能发往此方。",
              "This type of record may not be addressed to this side: choose another."));
    }
    if (RecordType.place(record, to).isEmpty()) {
      found.add(missing(pointer(to), "缺少接收方的区划。", "The addressee's place is missing: add it."));
    }
    if (type.sendingPlaces(record).isEmpty()) {
      found.add(
          missing("", "缺少发送方的区划。", "No place of the sending side is given: add one of its sides."));
    }
    for (Side side : Side.values()) {
      RecordType.place(record, side)
          .flatMap(p -> unknown(p, side, side == to))
          .ifPresent(found::add);
    }
  }

  /** Only the addressee's code must be known; the others are carried as they are. */
  private Optional<Violation> unknown(Place place, Side side, boolean addressed) {
    if (divisions.everValid(place.getDivision())) {
      return Optional.empty();
    }
    return Optional.of(
        new Violation(
            CODE_UNKNOWN,
            addressed ? Severity.REFUSE : Severity.WARN,
            pointer(side) + "/division",
            "GB2260",
            "区划代码从未使用过,请核对。",
            "The code never was a division: check it."));
  }

  private static Violation missing(String pointer, String zh, String en) {
    return Violation.refuse(SCHEMA_INVALID, pointer, "place", zh, en);
  }

  private static String pointer(Side side) {
    return "/" + side.name().toLowerCase(Locale.ROOT);
  }
}
