package hutong.gateway.demo.people;

import hutong.schemas.hx.ArchivedCertificate;
import hutong.schemas.hx.CancelReason;
import hutong.schemas.hx.Certificate;
import hutong.schemas.hx.CertificateCancelledNotice;
import hutong.schemas.hx.CertificateIssuedNotice;
import hutong.schemas.hx.CertificateType;
import hutong.schemas.hx.CustodyAcceptance;
import hutong.schemas.hx.CustodyHandover;
import hutong.schemas.hx.CustodyRefusal;
import hutong.schemas.hx.CustodyRefusalReason;
import hutong.schemas.hx.CustodyTransferred;
import hutong.schemas.hx.EventRole;
import hutong.schemas.hx.LifeEvent;
import hutong.schemas.hx.LifeEventRegistration;
import hutong.schemas.hx.MoveReason;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.RosterLine;
import hutong.schemas.hx.RosterSummary;
import hutong.schemas.hx.Side;
import java.time.LocalDate;
import java.util.UUID;

/** Writes what registries tell each other: certificates, events, files, rosters. */
public final class Registry {

  private static final String RESIDENCE = "SC-663";
  private static final String ARCHIVES = "NPC-ARC";
  private static final LocalDate OLD = LocalDate.of(2012, 2, 29);

  private final Clerk clerk;
  private final String kind;

  public Registry(Clerk clerk, String kind) {
    this.clerk = clerk;
    this.kind = kind;
  }

  /** A residence permit issued anew for a lost one. */
  public CertificateIssuedNotice issued(Person person, Home current) {
    CertificateIssuedNotice notice = at(new CertificateIssuedNotice(), person, current);
    notice.setIssuer(current.office());
    notice.setCertificate(permit(current, clerk.recently()));
    notice.setReplaces(permit(current, clerk.today().minusDays(200)));
    return notice;
  }

  public CertificateCancelledNotice cancelled(
      CertificateIssuedNotice issued, Person person, Home current) {
    CertificateCancelledNotice notice = at(new CertificateCancelledNotice(), person, current);
    notice.setIssuer(current.office());
    notice.setCertificate(issued.getReplaces());
    notice.setCancelledOn(clerk.today());
    notice.setCancelReason(CancelReason.LOST);
    return notice;
  }

  private Certificate permit(Home current, LocalDate day) {
    return clerk.certificate(CertificateType.RESIDENCE_PERMIT, current.division(), day);
  }

  public LifeEventRegistration marriage(Person person, Home current) {
    LifeEventRegistration registration = at(new LifeEventRegistration(), person, current);
    registration.setLegalBasis("SC-804");
    registration.setEvent(LifeEvent.MARRIAGE);
    registration.setAppliedOn(clerk.recently());
    registration.setRole(EventRole.APPLICANT);
    registration.getAttachment().add(Enclosure.note());
    return registration;
  }

  public ArchivedCertificate archived(Person person, Home current) {
    ArchivedCertificate archived = at(new ArchivedCertificate(), person, current);
    archived.setLegalBasis(ARCHIVES);
    archived.setNumber("OLD-000-" + clerk.chance(1_000_000));
    archived.setIssuedOn(OLD);
    archived.setValidUntil(OLD.plusYears(3));
    return archived;
  }

  /** Half a year of what was told to where people are registered. */
  public RosterSummary roster(Home current, Home origin, long expected) {
    RosterSummary roster =
        clerk.begin(new RosterSummary(), kind, null, current.division(), RESIDENCE, clerk.today());
    roster.setCurrent(current.office());
    roster.setOrigin(origin.office());
    roster.setPeriodFrom(clerk.today().minusMonths(6));
    roster.setPeriodUntil(clerk.today());
    RosterLine line = new RosterLine();
    line.setType("ArrivalNotice");
    line.setExpected(expected);
    line.setHeld(expected);
    roster.getLine().add(line);
    return roster;
  }

  /** The file of somebody who has moved from one place to the next. */
  public CustodyHandover handover(Person person, Home left, Home current) {
    CustodyHandover handover = moved(new CustodyHandover(), person, left, current, left);
    handover.setLeftOn(clerk.recently());
    handover.setReason(MoveReason.WORK);
    handover.getFile().add(Questions.item(1, "居住登记表一份"));
    handover.getFile().add(Questions.item(2, "居住证签注记录一份"));
    return handover;
  }

  public CustodyAcceptance accept(UUID handover, Person person, Home left, Home current) {
    CustodyAcceptance acceptance = moved(new CustodyAcceptance(), person, left, current, current);
    acceptance.setInReplyTo(handover);
    acceptance.setAcceptedOn(clerk.today());
    return acceptance;
  }

  public CustodyRefusal refuse(UUID handover, Person person, Home left, Home current) {
    CustodyRefusal refusal = moved(new CustodyRefusal(), person, left, current, current);
    refusal.setInReplyTo(handover);
    refusal.setRefusal(CustodyRefusalReason.FILE_INCOMPLETE);
    return refusal;
  }

  /** Told to where somebody is registered. */
  public CustodyTransferred transferred(UUID handover, Person person, Home left, Home current) {
    CustodyTransferred transferred = moved(new CustodyTransferred(), person, left, current, left);
    transferred.setConcerns(handover);
    transferred.setAddressee(Side.ORIGIN);
    transferred.setTransferredOn(clerk.today());
    return transferred;
  }

  private <T extends ResidentRecord> T moved(
      T record, Person person, Home left, Home current, Home by) {
    clerk.begin(record, kind, person, by.division(), RESIDENCE, clerk.today());
    record.setOrigin(person.registered().place());
    record.setPrevious(left.place());
    record.setCurrent(current.place());
    return record;
  }

  private <T extends ResidentRecord> T at(T record, Person person, Home current) {
    clerk.begin(record, kind, person, current.division(), RESIDENCE, clerk.today());
    record.setOrigin(person.registered().place());
    record.setCurrent(current.place());
    return record;
  }
}
