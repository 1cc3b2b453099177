package hutong.gateway.watch;

import hutong.gateway.ledger.EventWatch;
import hutong.gateway.watch.Stages.Stage;
import hutong.schemas.RejectionCode;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The metrics of one node, in the form of Prometheus. Their labels are nodes, states and codes, all
 * of closed sets.
 */
public final class Metrics implements EventWatch {

  private static final double[] SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 300, 3_600, 86_400
  };

  /** From the first of these words to the second; both sides of a record. */
  private static final List<Stage> STAGES =
      List.of(
          new Stage("dispatch", true, "SUBMITTED", "SENT"),
          new Stage("receipt", true, "SENT", "DELIVERED"),
          new Stage("decision", true, "DELIVERED", "ACCEPTED"),
          new Stage("delivery", true, "SUBMITTED", "DELIVERED"),
          new Stage("offer", false, "RECEIVED", "OFFERED"),
          new Stage("verdict", false, "OFFERED", "ACCEPTED"));

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Stages stages = new Stages();
  private final RouteHistory routes;
  private final Counter events =
      Counter.builder()
          .name("hutong_record_events_total")
          .help("What happened to records, by what and why")
          .labelNames("direction", "event", "code")
          .register(registry);
  private final Counter putOff =
      Counter.builder()
          .name("hutong_attempts_failed_total")
          .help("Attempts to send to a node that failed")
          .labelNames("node", "cause")
          .register(registry);
  private final Histogram stage =
      Histogram.builder()
          .name("hutong_stage_seconds")
          .help("How long records took, of those that this process saw begin")
          .labelNames("stage")
          .classicOnly()
          .classicUpperBounds(SECONDS)
          .register(registry);
  private final Histogram calls =
      Histogram.builder()
          .name("hutong_http_request_seconds")
          .help("Calls of the API, waiting included")
          .labelNames("operation", "status")
          .classicOnly()
          .classicUpperBounds(SECONDS)
          .register(registry);

  private final Counter spans =
      Counter.builder()
          .name("hutong_spans_total")
          .help("Parts of traces: exported, refused by the collector, or dropped before it")
          .labelNames("outcome")
          .register(registry);

  /** What is alarmed about has to be known as 0 before it happens for the first time. */
  private static final Map<String, List<String>> ALERTED =
      Map.of(
          "SET_ASIDE", List.of("NOT_SIGNABLE", "NOT_SEALABLE", "STORED_BYTES_DAMAGED"),
          "EXPIRED", List.of(""),
          "PARKED",
              List.of(
                  "NO_OFFICE", "ADDRESS_UNDECIDED", "NO_DECIDER", "NOT_CHOOSABLE", "ASKER_GONE"),
          "CONTRADICTED", Stream.of(RejectionCode.values()).map(Enum::name).toList());

  public Metrics(Clock clock) {
    routes = new RouteHistory(clock);
    ALERTED.forEach(
        (event, codes) -> {
          boolean out = event.equals("SET_ASIDE") || event.equals("EXPIRED");
          codes.forEach(code -> events.initLabelValues(out ? "out" : "in", event, code));
        });
    JvmMetrics.builder().register(registry);
  }

  /** What has come, in the form that is asked for. */
  public record Page(String type, byte[] body) {}

  /**
   * All of them, as they are now.
   *
   * @param accept as of HTTP; null: the usual text
   */
  public Page page(String accept) throws IOException {
    ExpositionFormatWriter writer =
        accept != null && accept.contains("openmetrics")
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, registry.scrape());
    return new Page(writer.getContentType(), out.toByteArray());
  }

  /** Takes down one call. */
  public void called(String operation, int status, long nanos) {
    calls.labelValues(operation, Integer.toString(status)).observe(nanos / 1e9);
  }

  /** Takes down what became of spans. */
  public void spans(String outcome, long count) {
    spans.labelValues(outcome).inc(count);
  }

  /** A number that is asked for when it is looked at. */
  void gauge(String name, String help, Supplier<Double> value) {
    gauge(name, help, List.of(), into -> into.put(value.get()));
  }

  /** Where the numbers of a gauge go; those that are null are left out. */
  interface Into {
    void put(Double value, String... labels);
  }

  /** Numbers that are asked for when they are looked at, each with its labels. */
  void gauge(String name, String help, List<String> labels, Consumer<Into> values) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .callback(
            callback ->
                values.accept(
                    (value, named) -> {
                      if (value != null) {
                        callback.call(value, named);
                      }
                    }))
        .register(registry);
  }

  @Override
  public void committed(
      long key, boolean outbound, String sender, byte[] id, String word, String code, long at) {
    events.labelValues(outbound ? "out" : "in", word, code == null ? "" : code).inc();
    for (int i = 0; i < STAGES.size(); i++) {
      Stage one = STAGES.get(i);
      if (one.outbound() == outbound) {
        if (one.from().equals(word)) {
          stages.begins(key, i, at);
        }
        // A decision may come without a receipt before it: it ends whatever is still open.
        if (one.until().equals(word) || word.equals("ACCEPTED") || word.equals("REJECTED")) {
          stages
              .ends(key, i, at)
              .ifPresent(seconds -> stage.labelValues(one.name()).observe(seconds));
        }
      }
    }
  }

  /** How the routes stood over the last hours. */
  public RouteHistory routes() {
    return routes;
  }

  @Override
  public void sent(String destination, int entries) {
    routes.sent(destination, entries);
  }

  @Override
  public void received(String sender, int records) {
    routes.received(sender, records);
  }

  @Override
  public void putOff(String destination, String cause) {
    putOff.labelValues(destination, cause).inc();
  }
}
