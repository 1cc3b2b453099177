package hutong.gateway.ledger;

import hutong.routes.ledger.LedgerUnavailable;
import java.sql.SQLException;
import java.util.Set;

/**
 * Says who is to blame when a statement fails: what it was given, or the ledger. What is not known
 * to be the fault of the data is the ledger's, since that comes again and is never set aside.
 */
final class Blame {
  /** Classes of SQLSTATE: data exception, integrity constraint, program limit exceeded. */
  private static final Set<String> DATA = Set.of("22", "23", "54");

  /** SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_RANGE. */
  private static final Set<Integer> SQLITE_DATA = Set.of(18, 19, 20, 25);

  private static final int SQLITE_PRIMARY_CODE = 0xff;

  private Blame() {}

  /** What the caller is told. */
  static RuntimeException of(String what, SQLException failure) {
    return onData(failure)
        ? new LedgerFailure(what, failure)
        : new LedgerUnavailable(what, failure);
  }

  private static boolean onData(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        ? SQLITE_DATA.contains(failure.getErrorCode() & SQLITE_PRIMARY_CODE)
        : state.length() == 5 && DATA.contains(state.substring(0, 2));
  }
}
