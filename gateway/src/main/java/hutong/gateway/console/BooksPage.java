package hutong.gateway.console;

import java.util.List;

/**
 * The books with one partner.
 *
 * @param again where the page looks itself up again until the partner has answered; null if nothing
 *     is awaited
 * @param more whether there are hours, or differences, that are not shown
 */
public record BooksPage(
    String node,
    String name,
    String heard,
    String again,
    List<Hour> hours,
    List<Difference> differences,
    boolean more) {

  /**
   * An hour of a book.
   *
   * @param state word of {@code Reconciled.State}
   */
  public record Hour(
      String hour, boolean outbound, String here, String there, String state, String compared) {}

  /** A record of which the two books say different things. */
  public record Difference(String id, String hour, String here, String there, String found) {}
}
