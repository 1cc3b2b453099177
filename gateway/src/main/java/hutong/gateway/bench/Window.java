package hutong.gateway.bench;

/**
 * What was measured in a stretch of time.
 *
 * @param records that went the whole way in it
 * @param seconds from its first post to the last receipt
 * @param cpuSeconds of the whole process: nodes, clients, compiler, garbage collector
 * @param clientSeconds of them, what posted and what took the mail
 * @param floorSeconds what the cryptographic operations counted in it cost at the least
 * @param missing records whose receipt had not come a minute after the end
 */
record Window(
    long records,
    double seconds,
    double cpuSeconds,
    double clientSeconds,
    double floorSeconds,
    long missing) {

  double perSecond() {
    return records / seconds;
  }

  double cpuMs() {
    return cpuSeconds * 1_000 / records;
  }

  /** Without the clients. */
  double nodeMs() {
    return (cpuSeconds - clientSeconds) * 1_000 / records;
  }

  double floorMs() {
    return floorSeconds * 1_000 / records;
  }
}
