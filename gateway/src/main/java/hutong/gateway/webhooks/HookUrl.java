package hutong.gateway.webhooks;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a webhook leads.
 *
 * @param path with its query
 */
record HookUrl(boolean tls, String host, int port, String path) {

  private static final int LONGEST = 1_000;

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is no absolute http or https URL, names a user, or has a
   *     fragment
   */
  static HookUrl of(String text) {
    try {
      URI uri = new URI(text);
      boolean tls = "https".equalsIgnoreCase(uri.getScheme());
      boolean http = tls || "http".equalsIgnoreCase(uri.getScheme());
      boolean plain =
          uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
      if (!http || !plain || text.length() > LONGEST || uri.getPort() == 0) {
        throw new IllegalArgumentException("not a URL that can be called");
      }
      int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
      String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String host = uri.getHost().replaceAll("^\\[|\\]$", "");
      return new HookUrl(tls, host, port, path + query);
    } catch (URISyntaxException fault) {
      throw new IllegalArgumentException("not a URL that can be called", fault);
    }
  }
}
