package hutong.gateway.bench.country;

/**
 * Goes through the weeks minute by minute: what is posted is sent as far as its sender's cores and
 * its recipient's reach; what is for a node that is down waits in its senders' ledgers and goes
 * afterwards, at the bounded rate and after what is new.
 */
final class Weeks {

  private final Flows flows;
  private final Calendar calendar;
  private final Machines machines;
  private final int down;
  private final int hoursDown;
  private final double[][] waiting;
  private final double[] busiest;
  private double mostWaiting;
  private double mostWaitingAtOne;
  private int recoveredAfter = -1;
  private double records;

  /**
   * @param down the node that is down from the worst day's morning; -1 for none
   */
  Weeks(Flows flows, Calendar calendar, Machines machines, int down, int hoursDown) {
    this.flows = flows;
    this.calendar = calendar;
    this.machines = machines;
    this.down = down;
    this.hoursDown = hoursDown;
    this.waiting = new double[flows.size()][flows.size()];
    this.busiest = new double[flows.size()];
  }

  Weeks run() {
    int from = calendar.worst() * Calendar.MINUTES + 8 * 60;
    int until = from + hoursDown * 60;
    for (int day = 0; day < calendar.days(); day++) {
      for (int minute = 0; minute < Calendar.MINUTES; minute++) {
        int now = day * Calendar.MINUTES + minute;
        boolean isDown = down >= 0 && now >= from && now < until;
        double left = minute(calendar.inMinute(day, minute), isDown ? down : -1);
        if (down >= 0 && now >= until && recoveredAfter < 0 && left < 1) {
          recoveredAfter = now - until;
        }
      }
    }
    return this;
  }

  private double minute(double posted, int isDown) {
    int n = flows.size();
    double[] room = new double[n];
    for (int i = 0; i < n; i++) {
      room[i] = i == isDown ? 0 : machines.cores()[i] * 60_000.0;
    }
    records += posted;
    double left = 0;
    for (int from = 0; from < n; from++) {
      double atOne = 0;
      for (int to = 0; to < n; to++) {
        double fresh = posted * flows.shares()[from][to];
        double backlog = Math.min(waiting[from][to], machines.drainPerSecond() * 60);
        double wanted = fresh + backlog;
        double goes =
            Math.min(
                wanted, Math.min(room[from] / machines.sendMs(), room[to] / machines.receiveMs()));
        room[from] -= goes * machines.sendMs();
        room[to] -= goes * machines.receiveMs();
        waiting[from][to] = Math.max(0, waiting[from][to] + fresh - goes);
        atOne += waiting[from][to];
      }
      left += atOne;
      mostWaitingAtOne = Math.max(mostWaitingAtOne, atOne);
    }
    mostWaiting = Math.max(mostWaiting, left);
    for (int i = 0; i < n; i++) {
      if (i != isDown) {
        busiest[i] = Math.max(busiest[i], 1 - room[i] / (machines.cores()[i] * 60_000.0));
      }
    }
    return left;
  }

  /** Records posted in all. */
  double records() {
    return records;
  }

  /** Share of its cores that a node used in its busiest minute. */
  double busiest(int node) {
    return busiest[node];
  }

  /** Most records that waited anywhere at one time. */
  double mostWaiting() {
    return mostWaiting;
  }

  /** Most records that waited in one node's ledger. */
  double mostWaitingAtOne() {
    return mostWaitingAtOne;
  }

  /** Minutes from when the node was back until nothing waited; -1 if that did not come. */
  int recoveredAfter() {
    return recoveredAfter;
  }
}
