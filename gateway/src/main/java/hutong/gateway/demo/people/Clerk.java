package hutong.gateway.demo.people;

import hutong.schemas.hx.Certificate;
import hutong.schemas.hx.CertificateType;
import hutong.schemas.hx.Contact;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Source;
import hutong.schemas.hx.Subject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody at a local desk who writes records: fills in what all of them have. */
public final class Clerk {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String IDENTITY_CARD = "01";
  private static final String FEMALE = "2";
  private static final int RECENT_DAYS = 20;
  private static final int PERMIT_YEARS = 1;

  private final String system;
  private final Clock clock;
  private final Random random;
  private final AtomicLong keys = new AtomicLong();

  /**
   * @param system name under which the desk is registered
   */
  public Clerk(String system, Clock clock, Random random) {
    this.system = system;
    this.clock = clock;
    this.random = random;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }

  LocalDate recently() {
    return today().minusDays(random.nextInt(RECENT_DAYS));
  }

  /** A number below the bound, from the clerk's own chance. */
  int chance(int bound) {
    return random.nextInt(bound);
  }

  @SafeVarargs
  final <T> T any(T... things) {
    return things[random.nextInt(things.length)];
  }

  /**
   * Fills in what every record has.
   *
   * @param person whom it is about; null if it names nobody
   * @param kind first part of the source key, so that a desk's files are told apart
   * @param office division of the office that writes
   */
  <T extends ResidentRecord> T begin(
      T record, String kind, Person person, String office, String basis, LocalDate event) {
    record.setSubject(person == null ? null : subject(person));
    record.setSource(source(kind));
    record.setIssuingOffice(SyntheticOffice.of(office));
    record.setEventDate(event);
    record.setObservedAt(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    record.setLegalBasis(basis);
    return record;
  }

  private Source source(String kind) {
    Source source = new Source();
    source.setSystem(system);
    source.setKey("%s-%06d".formatted(kind, keys.incrementAndGet()));
    source.setVersion(1L);
    return source;
  }

  static Subject subject(Person person) {
    Subject subject = new Subject();
    subject.setName(person.name());
    subject.setDocumentType(IDENTITY_CARD);
    subject.setDocumentNumber(person.number());
    return subject;
  }

  /** What the types that allow it say more about the person. */
  static void describe(Subject subject, Person person) {
    if (person.formerName() != null) {
      subject.getFormerName().add(person.formerName());
    }
    subject.setSex(FEMALE);
    subject.setBirthDate(person.birth());
  }

  static Contact contact(Person person) {
    Contact contact = new Contact();
    contact.setPhone(person.phone());
    contact.setEmail("nobody@example.cn");
    return contact;
  }

  Certificate certificate(CertificateType type, String office, LocalDate issued) {
    Certificate certificate = new Certificate();
    certificate.setType(type);
    certificate.setNumber(
        "%s%d%06d".formatted(office.substring(0, 6), issued.getYear(), chance(1_000_000)));
    certificate.setIssuedOn(issued);
    certificate.setIssuedBy(SyntheticOffice.of(office));
    if (type == CertificateType.RESIDENCE_PERMIT) {
      certificate.setValidUntil(issued.plusYears(PERMIT_YEARS));
    }
    return certificate;
  }
}
