package hutong.gateway.demo.people;

import hutong.schemas.hx.CertificateType;
import hutong.schemas.hx.CertificateVerificationRequest;
import hutong.schemas.hx.Inquiry;
import hutong.schemas.hx.InquiryMatter;
import hutong.schemas.hx.Item;
import hutong.schemas.hx.Urgency;
import hutong.schemas.hx.VerificationPurpose;
import java.time.LocalDate;

/** Writes what one side asks the other: is this certificate good, and inquiries. */
public final class Questions {

  private static final String ONLINE_SERVICE = "SC-716";
  private static final String SHARING = "SC-809";

  private final Clerk clerk;

  public Questions(Clerk clerk) {
    this.clerk = clerk;
  }

  /** About a certificate issued where somebody is registered. */
  public CertificateVerificationRequest verification(Person person, Home current, String kind) {
    LocalDate shown = clerk.recently();
    CertificateVerificationRequest request =
        clerk.begin(
            new CertificateVerificationRequest(),
            kind,
            person,
            current.division(),
            ONLINE_SERVICE,
            shown);
    request.getSubject().setBirthDate(person.birth());
    request.setOrigin(person.registered().place());
    request.setCurrent(current.place());
    request.setIssuer(person.registered().office());
    request.setUrgency(clerk.any(Urgency.ORDINARY, Urgency.URGENT));
    request.setCertificate(
        clerk.certificate(
            CertificateType.MARRIAGE,
            person.registered().division(),
            shown.minusDays(30L + clerk.chance(3_000))));
    request.setShownOn(shown);
    request.getAttachment().add(Enclosure.note());
    request.setPurpose(clerk.any(VerificationPurpose.REGISTRATION, VerificationPurpose.SERVICE));
    return request;
  }

  /** To where somebody is registered. */
  public Inquiry inquiry(Person person, Home current, String kind) {
    Inquiry inquiry =
        clerk.begin(new Inquiry(), kind, person, current.division(), SHARING, clerk.recently());
    Clerk.describe(inquiry.getSubject(), person);
    inquiry.setOrigin(person.registered().place());
    inquiry.setCurrent(current.place());
    inquiry.setUrgency(clerk.any(Urgency.ORDINARY, Urgency.URGENT));
    inquiry.setMatter(clerk.any(InquiryMatter.CIVIL_STATUS, InquiryMatter.SERVICE_ELIGIBILITY));
    inquiry.getAttachment().add(Enclosure.note());
    inquiry.getQuestion().add(item(1, "请核实该同志婚姻登记信息是否与本地登记一致。"));
    inquiry.getQuestion().add(item(2, "请核实户籍登记地址自何时起有效,有无变更记录。"));
    inquiry.getQuestion().add(item(3, "如有在办的跨省通办事项,请说明受理单位和受理日期。"));
    return inquiry;
  }

  static Item item(int number, String text) {
    Item item = new Item();
    item.setNumber(number);
    item.setText(text);
    return item;
  }
}
