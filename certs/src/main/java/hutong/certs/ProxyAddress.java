package hutong.certs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SOCKS5 proxy (RFC 1928) through which a broker is reached; it resolves the broker's name, and
 * sees nothing but TLS.
 *
 * @param host a name or an IPv4 address
 */
public record ProxyAddress(String host, int port) {

  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile("socks5://([0-9A-Za-z.-]{1,253}):([1-9][0-9]{0,4})");

  /**
   * Reads {@code socks5://HOST:PORT}; empty for none.
   *
   * @throws IllegalArgumentException if it is anything else; its message echoes nothing
   */
  public static Optional<ProxyAddress> of(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(2)) > HIGHEST_PORT) {
      throw new IllegalArgumentException("a proxy's address is socks5://HOST:PORT");
    }
    return Optional.of(new ProxyAddress(form.group(1), Integer.parseInt(form.group(2))));
  }
}
