package hutong.gateway.console;

import java.util.List;

/**
 * One record, without anything of its content.
 *
 * @param sentence why it stands where it does
 * @param next what happens next by itself, and when; empty if nothing does
 * @param facts names and values
 * @param events of both sides, in the order of their clocks
 * @param waits what it waits for still; null once it has ended
 * @param ticket what may be copied into a ticket
 * @param acts what can be done with it
 */
public record RecordPage(
    String id,
    String state,
    String stateText,
    String sentence,
    String todo,
    String code,
    String next,
    List<Fact> facts,
    List<Event> events,
    Event waits,
    List<Receipt> receipts,
    String ticket,
    Acts acts) {

  /** A name and a value. */
  public record Fact(String name, String value) {}

  /**
   * One event.
   *
   * @param where name of the node at which it happened
   * @param own whether that is this node
   * @param what in words
   * @param word the same as the API says it
   * @param detail in words; may be empty
   * @param begin of the wait before it, in thousandths of the whole time
   * @param share of that wait
   * @param waited the same, for people
   */
  public record Event(
      String when,
      String where,
      boolean own,
      String what,
      String word,
      String detail,
      int begin,
      int share,
      String waited) {}

  /** What a signed receipt says. */
  public record Receipt(String title, List<Fact> facts) {}

  /**
   * What can be done.
   *
   * @param redirect whether another recipient may be proposed
   * @param erase whether its erasure may be proposed
   * @param offices to which it can be assigned; empty if it waits for none
   */
  public record Acts(
      boolean retry,
      boolean abandon,
      boolean redirect,
      boolean erase,
      List<RecordsPage.Option> offices) {}
}
