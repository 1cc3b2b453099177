package hutong.certs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a broker listens; always with mutual TLS 1.3.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without its brackets
 */
public record BrokerAddress(String host, int port) {

  private static final int MOST = 4;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile(
          "(?:tls|tcp)://(?:([0-9A-Za-z.-]{1,253})|\\[([0-9A-Fa-f:.]{2,45})])"
              + ":([1-9][0-9]{0,4})");

  /**
   * Reads one to four addresses, in the order in which they are to be tried, such as {@code
   * tls://a:61617,tls://b:61617}. {@code tcp://} is an older way to write {@code tls://}.
   *
   * @throws IllegalArgumentException if it is anything else; its message echoes nothing
   */
  public static List<BrokerAddress> list(String text) {
    String[] parts = text.split(",", MOST + 1);
    if (parts.length > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " broker addresses");
    }
    List<BrokerAddress> addresses = new ArrayList<>();
    for (String part : parts) {
      Matcher form = FORM.matcher(part);
      if (!form.matches() || Integer.parseInt(form.group(3)) > HIGHEST_PORT) {
        throw new IllegalArgumentException("a broker's address is tls://HOST:PORT");
      }
      String host = form.group(1) == null ? form.group(2) : form.group(1);
      addresses.add(new BrokerAddress(host, Integer.parseInt(form.group(3))));
    }
    return List.copyOf(addresses);
  }
}
