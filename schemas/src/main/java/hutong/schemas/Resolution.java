package hutong.schemas;

import java.time.LocalDate;
import java.util.List;

/**
 * Where a division code of some date leads today, with the steps that show why.
 *
 * @param requested the code asked for, 6, 9 or 12 digits
 * @param candidates six-digit codes valid today, ascending; several only where a division was split
 * @param evidence the changes followed, oldest first
 * @param known whether the code was ever a division
 * @param version of the tables by which it was followed
 */
public record Resolution(
    String requested,
    LocalDate asOf,
    List<String> candidates,
    List<Step> evidence,
    boolean known,
    String version) {

  /**
   * One change followed.
   *
   * @param year year of the list in which the change first shows
   */
  public record Step(
      int year, String fromCode, String fromName, String toCode, String toName, String relation) {

    /** As evidence keeps it and people read it. */
    @Override
    public String toString() {
      return "%d %s %s -> %s %s (%s)".formatted(year, fromCode, fromName, toCode, toName, relation);
    }
  }

  public boolean decided() {
    return candidates.size() == 1;
  }
}
