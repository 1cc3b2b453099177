package hutong.gateway.console;

import java.util.List;

/**
 * The directory, this node's keys, and the systems here.
 *
 * @param version of the directory
 * @param waits whether keys wait to be used
 * @param asking whether partners have yet to answer
 * @param ready how many partners verify what the keys that wait sign
 */
public record MembersPage(
    String version,
    String issued,
    Ends valid,
    List<Row> members,
    List<Key> keys,
    boolean waits,
    boolean asking,
    int ready,
    List<Answer> answers,
    List<Local> systems) {

  /**
   * A member.
   *
   * @param heard when its books were last heard of
   */
  public record Row(
      String id,
      String name,
      boolean own,
      String suites,
      Ends signing,
      Ends encryption,
      List<Planned> outages,
      String heard) {}

  /** A planned outage. */
  public record Planned(String from, String until, boolean holds) {}

  /**
   * A key of this node.
   *
   * @param role word of {@code Role}
   * @param state word of {@code OwnKeys.State}
   */
  public record Key(
      String role, String state, String algorithm, String serial, String from, Ends ends) {}

  /**
   * What a partner said of the keys that wait.
   *
   * @param mark {@code yes}, {@code no} or {@code waits}
   * @param says in words
   * @param todo what to do about it; empty for nothing
   */
  public record Answer(
      String node,
      String asked,
      String answered,
      String mark,
      String says,
      String todo,
      String version) {}

  /**
   * A local system, or an operator.
   *
   * @param kind word: DECIDES, READS, POSTS, OPERATOR
   * @param ended when; empty while it works
   */
  public record Local(
      String name, String kind, String divisions, int keys, Ends first, String ended) {}
}
