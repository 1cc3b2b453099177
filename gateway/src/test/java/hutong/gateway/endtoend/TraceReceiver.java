package hutong.gateway.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A collector of traces that keeps what it is sent. */
final class TraceReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<Got> spans = new CopyOnWriteArrayList<>();
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

  TraceReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /**
   * One span.
   *
   * @param node that sent it
   * @param links the other spans it names, as {@code trace/span}
   */
  record Got(
      String node,
      String trace,
      String id,
      String parent,
      String name,
      long nanos,
      Map<String, String> attributes,
      List<String> links) {

    String place() {
      return trace + "/" + id;
    }

    String about() {
      return attributes.get("hutong.transfer.id");
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  List<Got> spans() {
    return List.copyOf(spans);
  }

  /** All octets that came, as they would be searched. */
  String everything() {
    return bodies.stream()
        .map(each -> new String(each, StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(body);
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
    request
        .getResourceSpansList()
        .forEach(
            from -> {
              String node =
                  attributes(from.getResource().getAttributesList()).get("service.instance.id");
              from.getScopeSpansList()
                  .forEach(
                      scope -> scope.getSpansList().forEach(each -> spans.add(got(node, each))));
            });
    byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static Got got(String node, Span span) {
    HexFormat hex = HexFormat.of();
    return new Got(
        node,
        hex.formatHex(span.getTraceId().toByteArray()),
        hex.formatHex(span.getSpanId().toByteArray()),
        hex.formatHex(span.getParentSpanId().toByteArray()),
        span.getName(),
        span.getEndTimeUnixNano() - span.getStartTimeUnixNano(),
        attributes(span.getAttributesList()),
        span.getLinksList().stream()
            .map(
                link ->
                    hex.formatHex(link.getTraceId().toByteArray())
                        + "/"
                        + hex.formatHex(link.getSpanId().toByteArray()))
            .toList());
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    return list.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                each ->
                    each.getValue().hasStringValue()
                        ? each.getValue().getStringValue()
                        : String.valueOf(each.getValue().getIntValue())));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
