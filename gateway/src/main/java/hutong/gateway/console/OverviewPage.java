package hutong.gateway.console;

import java.util.List;

/**
 * How the node stands towards the others.
 *
 * @param needs what needs somebody now; three at most
 */
public record OverviewPage(List<String> needs, List<Route> routes) {

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
      int grade) {}
}
