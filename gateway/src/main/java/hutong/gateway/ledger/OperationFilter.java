package hutong.gateway.ledger;

import hutong.routes.ledger.BulkOperations.Filter;
import hutong.routes.ledger.BulkOperations.Plan;
import java.util.ArrayList;
import java.util.List;

/** The keys of what an operation's filter names in one state, by the index of states. */
record OperationFilter(Plan plan, String state) {

  String sql() {
    Filter filter = plan.filter();
    StringBuilder sql =
        new StringBuilder("SELECT key FROM transfer WHERE outbound = ? AND state = ?");
    when(sql, filter.type(), " AND type = ?");
    when(sql, filter.node(), " AND partner = ?");
    when(sql, filter.from(), " AND created >= ?");
    when(sql, filter.until(), " AND created < ?");
    when(sql, filter.system(), " AND system = ?");
    when(sql, filter.cause(), " AND cause = ?");
    return sql.append(" LIMIT ?").toString();
  }

  Object[] values(int most) {
    Filter filter = plan.filter();
    List<Object> values = new ArrayList<>(List.of(plan.kind().outbound(), state));
    for (Object each :
        new Object[] {
          filter.type(),
          filter.node(),
          filter.from(),
          filter.until(),
          filter.system(),
          filter.cause()
        }) {
      if (each != null) {
        values.add(each);
      }
    }
    values.add(most);
    return values.toArray();
  }

  private static void when(StringBuilder sql, Object given, String condition) {
    if (given != null) {
      sql.append(condition);
    }
  }
}
