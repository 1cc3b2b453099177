package hutong.gateway.bench;

import io.vertx.core.json.JsonObject;

/**
 * What the plain loop measured.
 *
 * @param peakRssMb highest resident memory of the process
 */
record Figures(String suite, Window window, Latencies latencies, long peakRssMb) {

  boolean complete() {
    return window.missing() == 0 && window.records() > 0;
  }

  JsonObject json() {
    return new JsonObject()
        .put("suite", suite)
        .put("recordsPerSecond", Figure.rounded(window.perSecond()))
        .put("p50Ms", Figure.rounded(latencies.percentileMs(0.50)))
        .put("p99Ms", Figure.rounded(latencies.percentileMs(0.99)))
        .put("cpuMsPerRecord", Figure.rounded(window.cpuMs()))
        .put("nodeCpuMsPerRecord", Figure.rounded(window.nodeMs()))
        .put("floorCpuMsPerRecord", Figure.rounded(window.floorMs()))
        .put("peakRssMb", peakRssMb)
        .put("records", window.records())
        .put("seconds", Figure.rounded(window.seconds()))
        .put("missing", window.missing())
        .put("java", Runtime.version().toString())
        .put("processors", Runtime.getRuntime().availableProcessors());
  }
}
