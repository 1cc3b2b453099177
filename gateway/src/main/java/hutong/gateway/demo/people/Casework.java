package hutong.gateway.demo.people;

import hutong.schemas.hx.ClarificationReply;
import hutong.schemas.hx.ClarificationRequest;
import hutong.schemas.hx.CorrectedField;
import hutong.schemas.hx.Correction;
import hutong.schemas.hx.Finding;
import hutong.schemas.hx.Forward;
import hutong.schemas.hx.Inquiry;
import hutong.schemas.hx.InquiryReply;
import hutong.schemas.hx.Promise;
import hutong.schemas.hx.Reminder;
import hutong.schemas.hx.ReminderReply;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Withdrawal;
import hutong.schemas.hx.WithdrawalReason;
import java.util.UUID;

/** Writes what both sides of a case say about it, until it is closed. */
public final class Casework {

  private static final String SHARING = "SC-809";
  private static final int PROMISED_DAYS = 5;

  private final Clerk clerk;
  private final String kind;

  /**
   * @param kind first part of the source keys
   */
  public Casework(Clerk clerk, String kind) {
    this.clerk = clerk;
    this.kind = kind;
  }

  public Reminder reminder(UUID about, String office) {
    Reminder reminder = bare(new Reminder(), office);
    reminder.setConcerns(about);
    reminder.getItem().add(1);
    return reminder;
  }

  public ReminderReply promise(UUID reminder, String office) {
    ReminderReply reply = bare(new ReminderReply(), office);
    reply.setInReplyTo(reminder);
    Promise promise = new Promise();
    promise.setNumber(1);
    promise.setBy(clerk.today().plusDays(PROMISED_DAYS));
    reply.getPromise().add(promise);
    return reply;
  }

  public ClarificationRequest askBack(UUID about, String office) {
    ClarificationRequest request = bare(new ClarificationRequest(), office);
    request.setInReplyTo(about);
    request.getQuestion().add(Questions.item(1, "请补充现居住地址的起始日期。"));
    return request;
  }

  public ClarificationReply clarify(UUID request, String office) {
    ClarificationReply reply = bare(new ClarificationReply(), office);
    reply.setInReplyTo(request);
    reply.getAnswer().add(Questions.item(1, "自登记之日起连续居住,无变更。"));
    return reply;
  }

  public InquiryReply answer(UUID about, Inquiry asked, String office) {
    InquiryReply reply =
        clerk.begin(new InquiryReply(), kind, null, office, SHARING, clerk.today());
    reply.setSubject(asked.getSubject());
    reply.setOrigin(asked.getOrigin());
    reply.setCurrent(asked.getCurrent());
    reply.setInReplyTo(about);
    reply.setFinding(Finding.CONFIRMED);
    reply.setVerifiedOn(clerk.today());
    reply.getAnswer().add(Questions.item(1, "经核查,与登记一致。"));
    return reply;
  }

  public Forward sendOn(UUID about, Home competent, String office) {
    Forward forward = bare(new Forward(), office);
    forward.setInReplyTo(about);
    forward.setCompetent(competent.office());
    return forward;
  }

  public Withdrawal withdraw(UUID about, Person person, String office) {
    Withdrawal withdrawal =
        clerk.begin(new Withdrawal(), kind, person, office, SHARING, clerk.today());
    withdrawal.setConcerns(about);
    withdrawal.setWithdrawalReason(WithdrawalReason.NO_LONGER_NEEDED);
    return withdrawal;
  }

  public Correction correct(UUID about, Person person, String field, String value, String office) {
    Correction correction =
        clerk.begin(new Correction(), kind, person, office, SHARING, clerk.today());
    correction.setConcerns(about);
    CorrectedField corrected = new CorrectedField();
    corrected.setField(field);
    corrected.setValue(value);
    correction.getCorrection().add(corrected);
    return correction;
  }

  /** Names no person: what it is about does. */
  private <T extends ResidentRecord> T bare(T record, String office) {
    return clerk.begin(record, kind, null, office, SHARING, clerk.today());
  }
}
