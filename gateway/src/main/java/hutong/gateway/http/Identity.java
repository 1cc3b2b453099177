package hutong.gateway.http;

import hutong.gateway.systems.ApiKeys;
import hutong.gateway.systems.Caller;
import io.vertx.core.http.HttpServerRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Who calls: by an API key, or by a TLS certificate that is bound to a system. Where both are shown
 * they have to agree.
 */
final class Identity {

  private static final String BEARER = "Bearer ";

  private final ApiKeys keys;
  private final Clock clock;

  Identity(ApiKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Empty for whoever shows nothing valid, or two things that say different names. */
  Optional<Caller> of(HttpServerRequest request) {
    Optional<Caller> certified = certificate(request).flatMap(keys::callerOfCertificate);
    List<String> given = request.headers().getAll("Authorization");
    if (given.isEmpty()) {
      return certified;
    }
    if (given.size() != 1 || !given.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    Optional<Caller> keyed = keys.callerOf(given.get(0).substring(BEARER.length()));
    boolean agree =
        certified.isEmpty()
            || keyed.filter(each -> each.name().equals(certified.get().name())).isPresent();
    return agree ? keyed : Optional.empty();
  }

  /** Chain and name were verified in the handshake; a connection may outlive the certificate. */
  private Optional<String> certificate(HttpServerRequest request) {
    if (!request.isSSL()) {
      return Optional.empty();
    }
    try {
      X509Certificate shown =
          (X509Certificate) request.connection().sslSession().getPeerCertificates()[0];
      shown.checkValidity(Date.from(clock.instant()));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown.getEncoded());
      return Optional.of(HexFormat.of().formatHex(digest));
    } catch (SSLPeerUnverifiedException nothingShown) {
      return Optional.empty();
    } catch (GeneralSecurityException invalid) {
      return Optional.empty();
    }
  }
}
