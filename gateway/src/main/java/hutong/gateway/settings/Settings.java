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
    Ledger ledger,
    String replica,
    Submit submit,
    Retry retry,
    Restore restore) {

  /** Names of the jurisdiction. */
  public record Name(String zh, String en) {}

  /** The HTTP API. */
  public record Http(String host, int port, int maxBody) {}

  /** The embedded broker, or where another stands. */
  public record Broker(String url, String host, int port) {

    /** Whether the node runs no broker of its own. */
    public boolean external() {
      return !url.isEmpty();
    }
  }

  /** The ledger's database. */
  public record Ledger(String url, String user, String password) {

    @Override
    public String toString() {
      return "Ledger[url=" + url + ", user=" + user + ", password=***]";
    }
  }

  /** What is taken over from local systems. */
  public record Submit(int waiting, int backlog, Duration validity) {}

  /**
   * When a failed attempt is made again, how fast an outage's backlog then goes, and when a silent
   * recipient is asked.
   */
  public record Retry(
      Duration first,
      Duration longest,
      Duration repeatAfter,
      int drainPerSecond,
      Duration askAfter) {}

  /** Which backups may be restored. */
  public record Restore(Duration maxAge) {}
}
