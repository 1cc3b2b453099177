package hutong.gateway.console;

import java.util.List;

/**
 * How the node stands towards the others.
 *
 * @param looked at which time
 * @param needs what needs somebody now; three at most
 * @param tiles the regions, roughly where they lie
 * @param routes those that somebody has to look at first
 * @param more how many routes are not among them
 */
public record OverviewPage(
    String looked, List<Need> needs, List<Tile> tiles, List<Route> routes, int more) {

  /**
   * Something that needs somebody.
   *
   * @param path where it can be seen to
   */
  public record Need(String text, String path) {}

  /**
   * One region.
   *
   * @param node null: no member
   * @param place classes that put it where it lies
   * @param own whether it is this node
   * @param mark colour and sign: calm, late, stuck, paused, away, own, none
   */
  public record Tile(
      String node,
      String name,
      String place,
      boolean own,
      String mark,
      String there,
      String oldestThere,
      String here,
      String oldestHere) {}

  /**
   * One route.
   *
   * @param grade 0 calm, 1 late, 2 stuck
   */
  public record Route(
      String node,
      String name,
      String state,
      String waiting,
      String oldest,
      String next,
      String cause,
      String here,
      String oldestHere,
      int grade) {}
}
