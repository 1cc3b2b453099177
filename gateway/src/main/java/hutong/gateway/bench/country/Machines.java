package hutong.gateway.bench.country;

/**
 * What a record costs, as it was measured, and what machines there are for it.
 *
 * @param sendMs CPU of a node, milliseconds: taking, signing, sealing, sending, its receipts
 * @param receiveMs CPU of a node, milliseconds: opening, verifying, storing, receipts, handing over
 * @param bytes of disk that a record takes at each side
 * @param cores of each node
 * @param load share of them that is to be used at most
 * @param drainPerSecond of what an outage left waiting, from one node to another
 */
record Machines(
    double sendMs,
    double receiveMs,
    double bytes,
    int[] cores,
    double load,
    double drainPerSecond) {

  /** As many cores for each node as its busiest hour needs. */
  static Machines fitting(
      Flows flows,
      Calendar calendar,
      double sendMs,
      double receiveMs,
      double bytes,
      double load,
      double drainPerSecond) {
    int[] cores = new int[flows.size()];
    double busiest = calendar.onDay(calendar.worst()) * Calendar.busiestHour() / 3600;
    for (int i = 0; i < cores.length; i++) {
      double used = busiest * (flows.sent(i) * sendMs + flows.received(i) * receiveMs) / 1000;
      cores[i] = Math.max(2, (int) Math.ceil(used / load));
    }
    return new Machines(sendMs, receiveMs, bytes, cores, load, drainPerSecond);
  }
}
