package hutong.gateway.ledger;

/**
 * A row that is not as it was written.
 *
 * @param key as the table has it, parts of it with a slash between
 * @param what is wrong, in words that follow the row's name
 */
public record AuditFinding(String table, String key, String what) {

  @Override
  public String toString() {
    return table + " " + key + ": " + what;
  }
}
