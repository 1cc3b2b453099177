package hutong.gateway.ledger;

import hutong.routes.Deadlines;
import hutong.routes.ledger.Alarm;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One alarm a day for each other node and type, however many answers to it are overdue. */
final class UrgingAlarms {
  private final Turn turn;
  private final Alarm.Code code;
  private final Instant now;
  private final Set<Cause> causes = new LinkedHashSet<>();

  private record Cause(String creditor, String type) {}

  UrgingAlarms(Turn turn, Alarm.Code code, Instant now) {
    this.turn = turn;
    this.code = code;
    this.now = now;
  }

  void about(String creditor, String type) {
    causes.add(new Cause(creditor, type));
  }

  void run() throws SQLException {
    Instant today =
        LocalDate.ofInstant(now, Deadlines.ZONE).atStartOfDay(Deadlines.ZONE).toInstant();
    List<Alarm> alarms = new ArrayList<>();
    for (Cause cause : causes) {
      boolean raised =
          turn.sql()
              .first(
                  "SELECT 1 FROM alarm WHERE code = ? AND partner = ? AND raised >= ?"
                      + " AND about = ? LIMIT 1",
                  row -> true,
                  code,
                  cause.creditor,
                  today,
                  cause.type)
              .isPresent();
      if (!raised) {
        alarms.add(new Alarm(now, code, cause.creditor, cause.type));
      }
    }
    AlarmSql.add(turn, alarms);
  }
}
