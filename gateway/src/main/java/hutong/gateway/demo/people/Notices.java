package hutong.gateway.demo.people;

import hutong.schemas.hx.ArrivalNotice;
import hutong.schemas.hx.CertificateType;
import hutong.schemas.hx.DepartureNotice;
import hutong.schemas.hx.Housing;
import hutong.schemas.hx.MoveReason;
import hutong.schemas.hx.Service;
import hutong.schemas.hx.ServiceItem;
import hutong.schemas.hx.ServiceRecordNotice;
import hutong.schemas.hx.Side;
import hutong.schemas.hx.StatusChange;
import hutong.schemas.hx.StatusChangeNotice;
import java.time.LocalDate;

/** Writes what one side tells the other: arrivals, departures, changes of status, services. */
public final class Notices {

  private static final String RESIDENCE = "SC-663";
  private static final String HOUSEHOLD = "NPC-HR";
  private static final String MARRIAGE = "SC-804";
  private static final String VACCINATION = "NPC-VAC";

  private final Clerk clerk;

  public Notices(Clerk clerk) {
    this.clerk = clerk;
  }

  /** From where somebody lives now to where she is registered. */
  public ArrivalNotice arrival(Person person, Home current, String kind) {
    LocalDate arrived = clerk.recently();
    ArrivalNotice notice =
        clerk.begin(new ArrivalNotice(), kind, person, current.division(), RESIDENCE, arrived);
    Clerk.describe(notice.getSubject(), person);
    notice.getSubject().setEthnicGroup(person.ethnicGroup());
    notice.setOrigin(person.registered().place());
    notice.setCurrent(current.place());
    notice.setPrevious(person.registered().place());
    notice.setContact(Clerk.contact(person));
    notice.setArrivedOn(arrived);
    notice.setReason(clerk.any(MoveReason.WORK, MoveReason.BUSINESS, MoveReason.FAMILY));
    notice.setHousing(clerk.any(Housing.RENTED, Housing.EMPLOYER, Housing.WITH_RELATIVES));
    notice.setStayUntil(arrived.plusMonths(3 + clerk.chance(30)));
    notice.setMaritalStatus(clerk.any("10", "20", "21", "40"));
    notice.setEducation(clerk.any("21", "31", "41", "61", "71"));
    notice.setOccupation(clerk.any("20000", "30000", "40000", "60000"));
    notice.setRelationshipToHead(clerk.any("01", "02", "10", "30"));
    notice.setResidencePermit(
        clerk.certificate(CertificateType.RESIDENCE_PERMIT, current.division(), arrived));
    return notice;
  }

  /** The same, told to where she lived before. */
  public ArrivalNotice arrivalToldTo(Home previous, Person person, Home current, String kind) {
    ArrivalNotice notice = arrival(person, current, kind);
    notice.setPrevious(previous.place());
    notice.setAddressee(Side.PREVIOUS);
    return notice;
  }

  /** From where somebody is registered to where she lives now. */
  public DepartureNotice departure(Person person, Home current, String kind) {
    DepartureNotice notice = departed(person, person.registered(), current, kind);
    notice.setRelationshipToHead(clerk.any("01", "10", "30"));
    return notice;
  }

  /** From where somebody lived before to where she lives now. */
  public DepartureNotice movedOn(Person person, Home previous, Home current, String kind) {
    return departed(person, previous, current, kind);
  }

  private DepartureNotice departed(Person person, Home left, Home current, String kind) {
    LocalDate day = clerk.recently();
    DepartureNotice notice =
        clerk.begin(new DepartureNotice(), kind, person, left.division(), HOUSEHOLD, day);
    Clerk.describe(notice.getSubject(), person);
    notice.getSubject().setEthnicGroup(person.ethnicGroup());
    notice.setOrigin(person.registered().place());
    notice.setCurrent(current.place());
    notice.setPrevious(left.place());
    notice.setContact(Clerk.contact(person));
    notice.setDepartedOn(day);
    notice.setReason(MoveReason.WORK);
    notice.setReturnExpectedOn(day.plusMonths(6 + clerk.chance(24)));
    return notice;
  }

  /** A marriage registered where she lives, told to where she is registered. */
  public StatusChangeNotice married(Person person, Home current, String kind) {
    LocalDate day = clerk.recently();
    StatusChangeNotice notice =
        clerk.begin(new StatusChangeNotice(), kind, person, current.division(), MARRIAGE, day);
    Clerk.describe(notice.getSubject(), person);
    notice.setOrigin(person.registered().place());
    notice.setCurrent(current.place());
    notice.setChange(StatusChange.MARRIAGE);
    notice.setRegisteredOn(day);
    notice.setNewMaritalStatus("20");
    notice.getAttachment().add(Enclosure.note());
    notice.setCertificate(clerk.certificate(CertificateType.MARRIAGE, current.division(), day));
    return notice;
  }

  /** A vaccination given where she lives, told to where she is registered. */
  public ServiceRecordNotice vaccinated(Person person, Home current, String kind) {
    LocalDate day = clerk.recently();
    ServiceRecordNotice notice =
        clerk.begin(new ServiceRecordNotice(), kind, person, current.division(), VACCINATION, day);
    notice.getSubject().setBirthDate(person.birth());
    notice.setOrigin(person.registered().place());
    notice.setCurrent(current.place());
    notice.setService(Service.VACCINATION);
    notice.setProvidedOn(day);
    notice.setProvider(SyntheticOffice.of(current.division()));
    notice.setNextDueOn(day.plusMonths(1 + clerk.chance(12)));
    int doses = 4 + clerk.chance(5);
    for (int dose = 1; dose <= doses; dose++) {
      notice.getItem().add(dose(dose));
    }
    return notice;
  }

  private ServiceItem dose(int number) {
    ServiceItem item = new ServiceItem();
    item.setCode(clerk.any("HEPB", "INFL", "HPV9", "RABI"));
    item.setName("预防接种(合成数据,第" + number + "剂)");
    item.setDose(number);
    item.setBatch("LOT%05d".formatted(clerk.chance(100_000)));
    return item;
  }
}
