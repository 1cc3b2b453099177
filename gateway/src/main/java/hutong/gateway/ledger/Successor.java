package hutong.gateway.ledger;

/**
 * Says in SQL whose a local system's work is now: its successor's, where it has one. History keeps
 * the names of its time; only questions are asked of today.
 */
final class Successor {
  /** Of a name given twice as a value. */
  static final String OF_ASKED =
      "COALESCE((SELECT k.new_system FROM takeover k WHERE k.old_system = ?), CAST(? AS TEXT))";

  private Successor() {}

  /**
   * Of the name in a column.
   *
   * @param column with its table, for example {@code t.system}
   */
  static String of(String column) {
    return "COALESCE((SELECT k.new_system FROM takeover k WHERE k.old_system = "
        + column
        + "), "
        + column
        + ")";
  }
}
