package hutong.schemas;

import static hutong.schemas.RejectionCode.CODE_UNKNOWN;
import static hutong.schemas.RejectionCode.IMPLAUSIBLE;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;

import hutong.schemas.hx.ArchivedCertificate;
import hutong.schemas.hx.CertificateIssuedNotice;
import hutong.schemas.hx.Correction;
import hutong.schemas.hx.Promise;
import hutong.schemas.hx.ReminderReply;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.RosterSummary;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Judges what fields of one type must be to each other. */
final class ContentRules {

  /** The regulation that the certificate was issued under was repealed on this day. */
  private static final LocalDate LAST_ARCHIVED = LocalDate.of(2021, 9, 9);

  private static final int ARCHIVED_YEARS = 3;
  private static final int LONGEST_PERIOD_YEARS = 1;

  private final RecordTypes types;

  ContentRules(RecordTypes types) {
    this.types = types;
  }

  void check(ResidentRecord record, List<Violation> found) {
    if (record instanceof ArchivedCertificate archived) {
      archived(archived, found);
    } else if (record instanceof CertificateIssuedNotice issued) {
      issued(issued, found);
    } else if (record instanceof RosterSummary summary) {
      roster(summary, found);
    } else if (record instanceof Correction correction) {
      correction(correction, found);
    } else if (record instanceof ReminderReply reply) {
      promises(reply, found);
    }
  }

  private static void archived(ArchivedCertificate archived, List<Violation> found) {
    if (archived.getIssuedOn().isAfter(LAST_ARCHIVED)) {
      refuse(
          found,
          "/issuedOn",
          "repealed",
          "该证件已停止签发,请核对签发日期。",
          "It was no longer issued then: check the day of issue.");
    }
    if (archived.getValidUntil().isAfter(archived.getIssuedOn().plusYears(ARCHIVED_YEARS))
        || archived.getValidUntil().isBefore(archived.getIssuedOn())) {
      refuse(
          found,
          "/validUntil",
          "three-years",
          "该证件自签发之日起有效三年,请核对。",
          "It is valid for three years from its issue: check both days.");
    }
  }

  private static void issued(CertificateIssuedNotice issued, List<Violation> found) {
    if (issued.getReplaces() != null
        && issued.getReplaces().getType() != issued.getCertificate().getType()) {
      refuse(
          found,
          "/replaces/type",
          "replaces",
          "补发证件与原证件的类型应当一致。",
          "A certificate replaces one of its own type: check both.");
    }
  }

  private void roster(RosterSummary summary, List<Violation> found) {
    LocalDate from = summary.getPeriodFrom();
    LocalDate until = summary.getPeriodUntil();
    if (until.isBefore(from) || !until.isBefore(from.plusYears(LONGEST_PERIOD_YEARS))) {
      refuse(
          found,
          "/periodUntil",
          "period",
          "汇总期间应当不超过一年,且止日不早于起日。",
          "A summary covers a year at most and ends after it begins: correct the days.");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < summary.getLine().size(); i++) {
      String type = summary.getLine().get(i).getType();
      if (types.of(type).isEmpty()) {
        found.add(
            Violation.refuse(
                CODE_UNKNOWN,
                "/line/" + i + "/type",
                "record-types",
                "没有此类记录。",
                "There is no such type of record: use a name of the catalogue."));
      } else if (!seen.add(type)) {
        twice(found, "/line/" + i + "/type");
      }
    }
  }

  private static void correction(Correction correction, List<Violation> found) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < correction.getCorrection().size(); i++) {
      if (!seen.add(correction.getCorrection().get(i).getField())) {
        twice(found, "/correction/" + i + "/field");
      }
    }
  }

  private static void promises(ReminderReply reply, List<Violation> found) {
    for (int i = 0; i < reply.getPromise().size(); i++) {
      Promise promise = reply.getPromise().get(i);
      if ((promise.getBy() == null) == (promise.getImpossible() == null)) {
        found.add(
            Violation.refuse(
                SCHEMA_INVALID,
                "/promise/" + i,
                "one-of",
                "每项应当说明办结日期或不能办理的原因,二者居其一。",
                "Say for each item either by when, or why it is impossible."));
      }
    }
  }

  private static void twice(List<Violation> found, String pointer) {
    found.add(
        Violation.refuse(
            SCHEMA_INVALID,
            pointer,
            "once",
            "同一项目出现两次,请合并。",
            "The same thing stands here twice: name it once."));
  }

  private static void refuse(
      List<Violation> found, String pointer, String rule, String zh, String en) {
    found.add(Violation.refuse(IMPLAUSIBLE, pointer, rule, zh, en));
  }
}
