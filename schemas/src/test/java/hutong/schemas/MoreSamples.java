package hutong.schemas;

import hutong.schemas.hx.ArchivedCertificate;
import hutong.schemas.hx.CancelReason;
import hutong.schemas.hx.CertificateCancelledNotice;
import hutong.schemas.hx.CertificateIssuedNotice;
import hutong.schemas.hx.CertificateType;
import hutong.schemas.hx.ClarificationReply;
import hutong.schemas.hx.ClarificationRequest;
import hutong.schemas.hx.CorrectedField;
import hutong.schemas.hx.Correction;
import hutong.schemas.hx.CustodyAcceptance;
import hutong.schemas.hx.CustodyHandover;
import hutong.schemas.hx.CustodyRefusal;
import hutong.schemas.hx.CustodyRefusalReason;
import hutong.schemas.hx.CustodyTransferred;
import hutong.schemas.hx.EventRole;
import hutong.schemas.hx.Forward;
import hutong.schemas.hx.LifeEvent;
import hutong.schemas.hx.LifeEventRegistration;
import hutong.schemas.hx.Promise;
import hutong.schemas.hx.Reminder;
import hutong.schemas.hx.ReminderReply;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.RosterLine;
import hutong.schemas.hx.RosterSummary;
import hutong.schemas.hx.Withdrawal;
import hutong.schemas.hx.WithdrawalReason;
import java.time.LocalDate;
import java.util.List;

/** One sound record of every type that is about a certificate, a custody, or an earlier record. */
final class MoreSamples {
  private static final LocalDate DAY = LocalDate.of(2026, 2, 26);

  private MoreSamples() {}

  static List<ResidentRecord> all() {
    CertificateIssuedNotice issued = placed(new CertificateIssuedNotice());
    issued.setIssuer(Samples.place("330281", null));
    issued.setCertificate(Samples.certificate(CertificateType.RESIDENCE_PERMIT));
    issued.setReplaces(Samples.certificate(CertificateType.RESIDENCE_PERMIT));
    CertificateCancelledNotice cancelled = placed(new CertificateCancelledNotice());
    cancelled.setIssuer(Samples.place("330281", null));
    cancelled.setCertificate(Samples.certificate(CertificateType.RESIDENCE_PERMIT));
    cancelled.setCancelledOn(DAY);
    cancelled.setCancelReason(CancelReason.LOST);
    LifeEventRegistration event = placed(new LifeEventRegistration());
    event.setLegalBasis("SC-716");
    event.setEvent(LifeEvent.MARRIAGE);
    event.setAppliedOn(DAY);
    event.setRole(EventRole.APPLICANT);
    return List.of(
        issued,
        cancelled,
        event,
        handover(),
        acceptance(),
        refusal(),
        transferred(),
        roster(),
        correction(),
        withdrawal(),
        archived(),
        reminder(),
        promise(),
        question(),
        answer(),
        forward());
  }

  private static CustodyHandover handover() {
    CustodyHandover handover = moved(new CustodyHandover());
    handover.setLeftOn(DAY);
    handover.getFile().add(Samples.item("居住登记表一份"));
    return handover;
  }

  private static CustodyAcceptance acceptance() {
    CustodyAcceptance acceptance = plain(moved(new CustodyAcceptance()));
    acceptance.setInReplyTo(Samples.ID);
    acceptance.setAcceptedOn(DAY);
    return acceptance;
  }

  private static CustodyRefusal refusal() {
    CustodyRefusal refusal = plain(moved(new CustodyRefusal()));
    refusal.setInReplyTo(Samples.ID);
    refusal.setRefusal(CustodyRefusalReason.FILE_INCOMPLETE);
    return refusal;
  }

  private static CustodyTransferred transferred() {
    CustodyTransferred transferred = plain(moved(new CustodyTransferred()));
    transferred.setConcerns(Samples.ID);
    transferred.setTransferredOn(DAY);
    return transferred;
  }

  static RosterSummary roster() {
    RosterSummary roster = placed(new RosterSummary());
    roster.setSubject(null);
    roster.setPeriodFrom(LocalDate.of(2025, 7, 1));
    roster.setPeriodUntil(LocalDate.of(2025, 12, 31));
    RosterLine line = new RosterLine();
    line.setType("ArrivalNotice");
    line.setExpected(120L);
    line.setHeld(118L);
    roster.getLine().add(line);
    return roster;
  }

  static Correction correction() {
    Correction correction = about(plain(Samples.common(new Correction())));
    CorrectedField field = new CorrectedField();
    field.setField("/arrivedOn");
    field.setValue("2026-02-25");
    correction.getCorrection().add(field);
    return correction;
  }

  private static Withdrawal withdrawal() {
    Withdrawal withdrawal = about(plain(Samples.common(new Withdrawal())));
    withdrawal.setWithdrawalReason(WithdrawalReason.ENTERED_IN_ERROR);
    return withdrawal;
  }

  static ArchivedCertificate archived() {
    ArchivedCertificate archived = plain(placed(new ArchivedCertificate()));
    archived.setLegalBasis("NPC-ARC");
    archived.setNumber("C-000");
    archived.setIssuedOn(LocalDate.of(2012, 2, 29));
    archived.setValidUntil(LocalDate.of(2015, 2, 28));
    return archived;
  }

  private static Reminder reminder() {
    Reminder reminder = about(bare(new Reminder()));
    reminder.getItem().add(1);
    return reminder;
  }

  static ReminderReply promise() {
    ReminderReply reply = bare(new ReminderReply());
    reply.setInReplyTo(Samples.ID);
    Promise promise = new Promise();
    promise.setNumber(1);
    promise.setBy(LocalDate.of(2026, 3, 9));
    reply.getPromise().add(promise);
    return reply;
  }

  private static ClarificationRequest question() {
    ClarificationRequest request = bare(new ClarificationRequest());
    request.setInReplyTo(Samples.ID);
    request.getQuestion().add(Samples.item("请补充现居住地址。"));
    return request;
  }

  private static ClarificationReply answer() {
    ClarificationReply reply = bare(new ClarificationReply());
    reply.setInReplyTo(Samples.ID);
    reply.getAnswer().add(Samples.item("余姚市兰江街道 1 号"));
    return reply;
  }

  private static Forward forward() {
    Forward forward = bare(new Forward());
    forward.setInReplyTo(Samples.ID);
    forward.setCompetent(Samples.place("411602", null));
    forward.getCompetent().setAddress(null);
    return forward;
  }

  private static <T extends ResidentRecord> T placed(T record) {
    Samples.common(record).setCurrent(Samples.place("330281", null));
    record.getSubject().setSex("2");
    return record;
  }

  private static <T extends ResidentRecord> T moved(T record) {
    placed(record).setPrevious(Samples.place("320506", null));
    return record;
  }

  private static <T extends ResidentRecord> T about(T record) {
    record.setConcerns(Samples.ID);
    return record;
  }

  /** Nothing about the person but who it is. */
  private static <T extends ResidentRecord> T plain(T record) {
    record.getSubject().getFormerName().clear();
    record.getSubject().setBirthDate(null);
    record.getSubject().setSex(null);
    if (record instanceof Correction || record instanceof Withdrawal) {
      record.setOrigin(null);
    }
    return record;
  }

  private static <T extends ResidentRecord> T bare(T record) {
    Samples.common(record).setSubject(null);
    record.setOrigin(null);
    return record;
  }
}
