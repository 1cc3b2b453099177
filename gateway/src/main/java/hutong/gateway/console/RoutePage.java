package hutong.gateway.console;

import java.util.List;

/**
 * One route.
 *
 * @param state stable word
 * @param drain when what waits will have gone, as a sentence
 * @param why what holds it up, as a sentence; empty if nothing does
 * @param facts names and values
 * @param waiting how much waited over the last hours
 * @param passed how much was sent and received over the last hours
 * @param counts what stands where on this route
 */
public record RoutePage(
    String node,
    String state,
    String drain,
    String why,
    List<RecordPage.Fact> facts,
    Plot waiting,
    Plot passed,
    List<Count> counts) {

  /**
   * How many records of a type stand in a state.
   *
   * @param find path of the page that lists them
   */
  public record Count(
      String direction, String type, String state, String count, String oldest, String find) {}
}
