package hutong.gateway.settings;

import java.time.Duration;
import java.util.List;

/**
 * Everything that can be set for one node; read once. Keys, defaults and their meaning stand in
 * {@code defaults.yaml}. The node's secret is no setting: it comes from the environment variable
 * {@code HUTONG_SECRET} or a file made on first start.
 */
public record Settings(
    String node,
    Name name,
    List<String> divisions,
    Http http,
    Broker broker,
    Submit submit,
    Retry retry) {

  /** Names of the jurisdiction. */
  public record Name(String zh, String en) {}

  /** The HTTP API. */
  public record Http(String host, int port, int maxBody) {}

  /** The embedded broker. */
  public record Broker(String host, int port) {}

  /** What is taken over from local systems. */
  public record Submit(int waiting, Duration validity) {}

  /** When a failed attempt is made again. */
  public record Retry(Duration first, Duration longest) {}
}
