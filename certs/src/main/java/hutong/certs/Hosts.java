package hutong.certs;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** Names and addresses that a TLS certificate is for. */
public final class Hosts {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  public static List<String> of(X509Certificate tls) {
    try {
      Collection<List<?>> names = tls.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(each -> each.get(0).equals(DNS_NAME) || each.get(0).equals(IP_ADDRESS))
              .map(each -> each.get(1).toString())
              .toList();
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  private Hosts() {}
}
