package hutong.schemas;

import hutong.schemas.hx.ArrivalNotice;
import hutong.schemas.hx.Attachment;
import hutong.schemas.hx.Certificate;
import hutong.schemas.hx.CertificateType;
import hutong.schemas.hx.CertificateVerificationReply;
import hutong.schemas.hx.CertificateVerificationRequest;
import hutong.schemas.hx.Contact;
import hutong.schemas.hx.DepartureNotice;
import hutong.schemas.hx.Finding;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Housing;
import hutong.schemas.hx.Inquiry;
import hutong.schemas.hx.InquiryMatter;
import hutong.schemas.hx.InquiryReply;
import hutong.schemas.hx.Item;
import hutong.schemas.hx.Kind;
import hutong.schemas.hx.MoveReason;
import hutong.schemas.hx.Place;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Service;
import hutong.schemas.hx.ServiceItem;
import hutong.schemas.hx.ServiceRecordNotice;
import hutong.schemas.hx.Source;
import hutong.schemas.hx.StatusChange;
import hutong.schemas.hx.StatusChangeNotice;
import hutong.schemas.hx.Stream;
import hutong.schemas.hx.Subject;
import hutong.schemas.hx.Urgency;
import hutong.schemas.hx.VerificationAnswer;
import hutong.schemas.hx.VerificationPurpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes one sound record of every type; every person is invented, with sequence 000. */
final class Samples {
  static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  static final String OFFICE = "11110000MB0FAKE02Y";
  static final UUID ID = UUID.fromString("0195f3a0-0000-7000-8000-000000000001");

  private Samples() {}

  static ArrivalNotice arrival() {
    ArrivalNotice notice = common(new ArrivalNotice());
    notice.setCurrent(place("330281", "余姚市兰江街道 1 号"));
    Contact contact = new Contact();
    contact.setPhone("+86 574 0000 0000");
    notice.setContact(contact);
    notice.setArrivedOn(LocalDate.of(2026, 2, 27));
    notice.setReason(MoveReason.WORK);
    notice.setHousing(Housing.RENTED);
    notice.setStayUntil(LocalDate.of(2027, 2, 28));
    notice.setMaritalStatus("10");
    notice.setEducation("10");
    notice.setOccupation("20000");
    notice.setRelationshipToHead("01");
    notice.setResidencePermit(certificate(CertificateType.RESIDENCE_PERMIT));
    return notice;
  }

  static List<ResidentRecord> oneOfEveryType() {
    DepartureNotice departure = common(new DepartureNotice());
    departure.setCurrent(place("330281", null));
    departure.setDepartedOn(LocalDate.of(2026, 2, 20));

    CertificateVerificationRequest request = common(new CertificateVerificationRequest());
    request.setCurrent(place("330281", null));
    request.setIssuer(place("411602", null));
    request.setCertificate(certificate(CertificateType.MARRIAGE));
    request.setShownOn(LocalDate.of(2026, 2, 28));
    request.setPurpose(VerificationPurpose.SERVICE);
    Attachment scan = new Attachment();
    scan.setName("证件.png");
    scan.setMediaType("image/png");
    scan.setContent(new byte[] {1, 2, 3});
    request.getAttachment().add(scan);

    CertificateVerificationReply reply = common(new CertificateVerificationReply());
    reply.setCurrent(place("330281", null));
    reply.setIssuer(place("411602", null));
    reply.setInReplyTo(ID);
    reply.setCertificate(certificate(CertificateType.MARRIAGE));
    reply.setAnswer(VerificationAnswer.MISMATCH);
    reply.getDeviation().add("/certificate/issuedOn");

    StatusChangeNotice change = common(new StatusChangeNotice());
    change.setCurrent(place("330281", null));
    change.setChange(StatusChange.MARRIAGE);
    change.setRegisteredOn(LocalDate.of(2026, 2, 28));
    change.setNewMaritalStatus("21");

    ServiceRecordNotice service = common(new ServiceRecordNotice());
    service.setLegalBasis("NPC-VAC");
    service.setCurrent(place("330281", null));
    service.setService(Service.VACCINATION);
    service.setProvidedOn(LocalDate.of(2026, 2, 28));
    ServiceItem item = new ServiceItem();
    item.setCode("DTaP");
    item.setName("百白破疫苗");
    item.setDose(2);
    service.getItem().add(item);

    Inquiry inquiry = common(new Inquiry());
    inquiry.setCurrent(place("330281", null));
    inquiry.setUrgency(Urgency.URGENT);
    inquiry.setMatter(InquiryMatter.RESIDENCE);
    inquiry.getQuestion().add(item("是否仍在原籍登记?"));

    InquiryReply answer = common(new InquiryReply());
    answer.setCurrent(place("330281", null));
    answer.setInReplyTo(ID);
    answer.setFinding(Finding.CONFIRMED);
    answer.getAnswer().add(item("仍在原籍登记。"));
    List<ResidentRecord> all = new ArrayList<>();
    all.addAll(List.of(arrival(), departure, request, reply, change, service, inquiry, answer));
    change.setLegalBasis("SC-804");
    all.addAll(MoreSamples.all());
    return all;
  }

  static Header header(ResidentRecord record) {
    Header header = new Header();
    header.setId(ID);
    header.setFrom("330000");
    header.setTo("410000");
    header.setKind(Kind.RECORD);
    header.setType(record.getClass().getSimpleName());
    header.setSchemaVersion("1.0");
    header.setCreated(Instant.parse("2026-03-02T01:02:03.004Z"));
    header.setExpires(Instant.parse("2026-03-05T01:02:03Z"));
    Stream stream = new Stream();
    stream.setId(ID);
    stream.setNumber(3);
    stream.setPredecessor(1L);
    stream.getSkipped().add(2L);
    header.setStream(stream);
    header.setLegalBasis(record.getLegalBasis());
    header.setTargetDivision("412701");
    header.setTargetDate(LocalDate.of(1999, 5, 1));
    header.setSalt("00112233445566778899aabbccddeeff");
    return header;
  }

  static Place place(String division, String address) {
    Place place = new Place();
    place.setDivision(division);
    place.setAsOf(LocalDate.of(2026, 2, 1));
    place.setAddress(address);
    return place;
  }

  static Item item(String text) {
    Item item = new Item();
    item.setNumber(1);
    item.setText(text);
    return item;
  }

  static Certificate certificate(CertificateType type) {
    Certificate certificate = new Certificate();
    certificate.setType(type);
    certificate.setNumber("C-000");
    certificate.setIssuedOn(LocalDate.of(2026, 2, 1));
    certificate.setValidUntil(LocalDate.of(2029, 2, 1));
    certificate.setIssuedBy(OFFICE);
    return certificate;
  }

  static <T extends ResidentRecord> T common(T record) {
    Subject subject = new Subject();
    subject.setName("王𠮷·买买提");
    subject.getFormerName().add("王吉");
    subject.setDocumentType("01");
    subject.setDocumentNumber("412701198502030007");
    subject.setBirthDate(LocalDate.of(1985, 2, 3));
    record.setSubject(subject);
    if (!(record instanceof ServiceRecordNotice)
        && !record.getClass().getSimpleName().startsWith("Certificate")) {
      subject.setSex("2");
    }
    if (record instanceof CertificateVerificationReply) {
      subject.getFormerName().clear();
      subject.setBirthDate(null);
    }
    if (record instanceof ServiceRecordNotice) {
      subject.getFormerName().clear();
    }
    Place origin = place("412701", "河南省周口市");
    origin.setAsOf(LocalDate.of(1999, 5, 1));
    record.setOrigin(origin);
    Source source = new Source();
    source.setSystem("desk-7");
    source.setKey("2026-000017");
    source.setVersion(2);
    record.setSource(source);
    record.setIssuingOffice(OFFICE);
    record.setEventDate(LocalDate.of(2026, 2, 27));
    record.setObservedAt(Instant.parse("2026-03-01T08:00:00Z"));
    record.setLegalBasis("SC-663");
    return record;
  }
}
