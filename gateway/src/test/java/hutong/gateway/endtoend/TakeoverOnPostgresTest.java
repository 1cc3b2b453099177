package hutong.gateway.endtoend;

import hutong.gateway.ledger.Postgres;
import java.util.HashMap;
import java.util.Map;

/** The same with the ledgers of both nodes on PostgreSQL. */
class TakeoverOnPostgresTest extends TakeoverTest {

  private final Map<String, Map<String, String>> made = new HashMap<>();

  @Override
  Map<String, String> ledgerOf(String node) throws Exception {
    if (!made.containsKey(node)) {
      made.put(
          node,
          Map.of("HUTONG_LEDGER_URL", Postgres.newDatabase(), "HUTONG_LEDGER_USER", "postgres"));
    }
    return made.get(node);
  }
}
