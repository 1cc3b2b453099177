package hutong.gateway.trace;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives the next span the ids that were computed for it; by chance where none were. */
final class GivenIds implements IdGenerator {

  private final IdGenerator chance = IdGenerator.random();
  private String trace;
  private String span;

  /**
   * For the next span alone; one thread at a time.
   *
   * @param ofTrace null: that of its parent
   */
  void next(String ofTrace, String ofSpan) {
    trace = ofTrace;
    span = ofSpan;
  }

  @Override
  public String generateSpanId() {
    String given = span;
    span = null;
    return given == null ? chance.generateSpanId() : given;
  }

  @Override
  public String generateTraceId() {
    String given = trace;
    trace = null;
    return given == null ? chance.generateTraceId() : given;
  }
}
