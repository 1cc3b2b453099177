package hutong.gateway.console;

import java.util.List;

/**
 * One record, without anything of its content.
 *
 * @param sentence why it stands where it does
 * @param facts names and values
 * @param stuck whether retrying it makes sense
 */
public record RecordPage(
    String id,
    String state,
    String sentence,
    String todo,
    String code,
    List<Fact> facts,
    List<Event> events,
    boolean stuck) {

  /** A name and a value. */
  public record Fact(String name, String value) {}

  /**
   * One event.
   *
   * @param share of the whole time that passed before it, in thousandths
   * @param waited the same, for people
   */
  public record Event(String when, String what, String detail, int share, String waited) {}
}
