package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import hutong.schemas.RejectionCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How wrong the clock of the terminal is that collected records without a connection: it says what
 * time it has when it sends them.
 *
 * @param at where it says so
 */
record DeviceClock(PartnerPath at, TimeRule form) {
  private static final Duration UNNOTICED = Duration.ofSeconds(5);
  private static final Duration MOST = Duration.ofDays(366);

  /** Under which it may travel beside a document that was stored before it is sent. */
  static final String BESIDE = "clock";

  /**
   * How far it is behind; null, and said why, if that can't be told.
   *
   * @param beside what it said when the document left; null if that stands in the document
   */
  Duration behind(JsonNode tree, String beside, Instant now, Notes notes) {
    notes.about("", at.written());
    JsonNode inside = at.get(tree, 0);
    String said = beside != null ? beside : inside == null ? "" : inside.asText();
    Instant theirs = form.instant(said.strip());
    if (theirs == null) {
      notes.refuse(
          RejectionCode.SCHEMA_INVALID,
          "clock-missing",
          "终端未注明发送时本机的时间,请补充,否则无法校正采集时间。",
          "The terminal does not say what time it has when it sends: add it, or its times can't be"
              + " put right.");
      return null;
    }
    Duration behind = Duration.between(theirs, now);
    if (behind.abs().compareTo(MOST) > 0) {
      notes.refuse(
          RejectionCode.IMPLAUSIBLE,
          "clock-lost",
          "终端时钟相差一年以上(可能已复位),请校准后核对采集时间。",
          "The terminal's clock is over a year off, as after a reset: set it and look the times over.");
      return null;
    }
    if (behind.abs().compareTo(UNNOTICED) <= 0) {
      return Duration.ZERO;
    }
    String much = behind.truncatedTo(ChronoUnit.SECONDS).toString();
    notes.warn(
        RejectionCode.IMPLAUSIBLE,
        "clock-corrected",
        "采集时间已按 " + much + " 校正:终端时钟不准,请校准;文件若是存后再发,请在发送时另附时间。",
        "Times were put right by "
            + much
            + ": the terminal's clock is off, so set it; if the document"
            + " was stored before it was sent, say the time beside it when it leaves.");
    return behind;
  }

  void write(ObjectNode tree, Instant now) {
    at.set(tree, 0, TextNode.valueOf(form.written(now)));
  }
}
