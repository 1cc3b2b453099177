package hutong.gateway.bench;

import io.vertx.core.json.JsonObject;

/**
 * What was measured.
 *
 * @param records that went the whole way in the measured time
 * @param seconds from the first post of the measured time to its end
 * @param cpuSeconds of the whole process, clients included
 * @param floorCpuSeconds what the cryptographic operations counted in that time cost at the least
 * @param latencies of the records of the whole loop, nanoseconds, ascending
 * @param missing records whose receipt had not come a minute after the end
 * @param peakRssMb highest resident memory of the process
 */
record Figures(
    String suite,
    long records,
    double seconds,
    double cpuSeconds,
    double floorCpuSeconds,
    long[] latencies,
    long missing,
    long peakRssMb) {

  boolean complete() {
    return missing == 0 && records > 0;
  }

  JsonObject json() {
    return new JsonObject()
        .put("suite", suite)
        .put("recordsPerSecond", rounded(records / seconds))
        .put("p50Ms", rounded(percentile(0.50)))
        .put("p99Ms", rounded(percentile(0.99)))
        .put("cpuMsPerRecord", rounded(cpuSeconds * 1_000 / records))
        .put("floorCpuMsPerRecord", rounded(floorCpuSeconds * 1_000 / records))
        .put("peakRssMb", peakRssMb)
        .put("records", records)
        .put("seconds", rounded(seconds))
        .put("missing", missing)
        .put("java", Runtime.version().toString())
        .put("processors", Runtime.getRuntime().availableProcessors());
  }

  private double percentile(double share) {
    if (latencies.length == 0) {
      return 0;
    }
    int index = (int) Math.min(latencies.length - 1L, (long) (share * latencies.length));
    return latencies[index] / 1e6;
  }

  private static double rounded(double figure) {
    return Math.round(figure * 1_000) / 1_000.0;
  }
}
