package hutong.gateway.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers spans and hands them to the collector by OTLP over HTTP, many at once. Tried once: what
 * it does not take is counted and gone. One thread.
 */
final class Collector implements SpanProcessor {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int FULL = 512;

  /** It would write past our own log, once for each failure. */
  private final Logger ofTheLibrary = Logger.getLogger("io.opentelemetry");

  private final SpanExporter exporter;
  private final SpanCount count;
  private final List<SpanData> gathered = new ArrayList<>();
  private boolean taking = true;

  /**
   * @param trusted PEM of authorities; null: those that Java knows
   */
  Collector(String endpoint, byte[] trusted, SpanCount count) {
    ofTheLibrary.setLevel(Level.OFF);
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint)
            .setTimeout(LONGEST)
            .setConnectTimeout(LONGEST)
            .setRetryPolicy(null);
    if (trusted != null) {
      builder.setTrustedCertificates(trusted);
    }
    this.exporter = builder.build();
    this.count = count;
  }

  /** So many were gathered that they should go. */
  boolean full() {
    return gathered.size() >= FULL;
  }

  /** Hands over what was gathered, and waits so long for it at most. */
  void send() {
    if (gathered.isEmpty()) {
      return;
    }
    List<SpanData> group = List.copyOf(gathered);
    gathered.clear();
    CompletableResultCode result = exporter.export(group);
    boolean taken = result.join(2 * LONGEST.toSeconds(), TimeUnit.SECONDS).isSuccess();
    count.add(taken ? SpanCount.EXPORTED : SpanCount.FAILED, group.size());
    if (taken != taking) {
      taking = taken;
      LOG.warn(
          taken
              ? "The collector takes traces again"
              : "The collector does not take traces: they are counted and gone");
    }
  }

  @Override
  public void onEnd(ReadableSpan span) {
    gathered.add(span.toSpanData());
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
