package hutong.routes.ledger;

/**
 * The numbers that rates are made of.
 *
 * @param delivered records that their recipient has receipted
 * @param accepted those accepted and not superseded
 * @param acceptedInTime those accepted or superseded, and not after their due day
 * @param due those with a due date that are answered or overdue
 * @param inTime those of them that were answered by their due day
 * @param inquiries those accepted that a reply answers
 * @param replied those of them that a substantive reply answered
 * @param evaluable those accepted whose acceptance is to say whether they matched
 * @param evaluated those of them whose acceptance does
 * @param matched those of them that matched
 * @param judged those accepted of which it is known whether they bear a data-quality mark
 * @param unmarked those of them that bear none
 * @param expected how many were to be sent; null if nobody said so
 */
public record RateCounts(
    long delivered,
    long accepted,
    long acceptedInTime,
    long due,
    long inTime,
    long inquiries,
    long replied,
    long evaluable,
    long evaluated,
    long matched,
    long judged,
    long unmarked,
    Long expected) {

  public RateCounts expecting(Long number) {
    return new RateCounts(
        delivered,
        accepted,
        acceptedInTime,
        due,
        inTime,
        inquiries,
        replied,
        evaluable,
        evaluated,
        matched,
        judged,
        unmarked,
        number);
  }

  public Rate submission() {
    return new Rate(delivered, expected == null ? 0 : expected);
  }

  public Rate acceptance() {
    return new Rate(acceptedInTime, delivered);
  }

  public Rate feedback() {
    return new Rate(replied, inquiries);
  }

  public Rate timeliness() {
    return new Rate(inTime, due);
  }

  /** Unknown, too, as long as nobody has looked. */
  public Rate match() {
    return new Rate(matched, evaluated == 0 ? 0 : evaluable);
  }

  public Rate accuracy() {
    return new Rate(unmarked, judged);
  }
}
