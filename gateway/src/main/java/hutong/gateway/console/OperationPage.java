package hutong.gateway.console;

import java.util.List;

/**
 * One operation on many records.
 *
 * @param here path and query of this page
 * @param state word
 * @param sentence how it stands
 * @param warning what cannot be undone; empty for nothing
 * @param facts names and values
 * @param looked how many were looked at, as a number for a form
 * @param few how many go first
 * @param left how many have not been looked at
 * @param bars shares of the whole in thousandths
 * @param results what came out, each with its records
 * @param standing how those stand now that were not looked at
 * @param omitted states that the filter named and that are not in the plan; empty for none
 * @param which what the records below have in common
 * @param more where the list goes on; empty if it does not
 */
public record OperationPage(
    String id,
    String here,
    String state,
    String stateText,
    String sentence,
    String warning,
    List<Fact> facts,
    long total,
    long looked,
    String few,
    String left,
    boolean runs,
    boolean mayRun,
    boolean ended,
    Bars bars,
    List<Result> results,
    List<Standing> standing,
    String omitted,
    String which,
    List<Item> items,
    String more) {

  /** A name and a value. */
  public record Fact(String name, String value) {}

  /** Widths of done, skipped and failed. */
  public record Bars(int done, int skipped, int failed, String words) {}

  /**
   * How many came out one way.
   *
   * @param path of the page that lists them
   * @param now whether that page is this one
   */
  public record Result(String name, String count, String path, boolean now) {}

  /**
   * How many stand in one state.
   *
   * @param fits whether the operation does anything with them
   */
  public record Standing(String state, String count, boolean fits, String becomes) {}

  /** One record. */
  public record Item(String number, String id, String from, String result) {}
}
