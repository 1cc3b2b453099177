package hutong.gateway.systems;

import java.util.Optional;

/** Tells whose key was shown. */
public interface ApiKeys {

  /** The caller whose valid key this is; empty for an unknown, expired or malformed one. */
  Optional<Caller> callerOf(String key);

  /**
   * The caller for whom this TLS certificate speaks; empty if it is bound to nobody.
   *
   * @param sha256 of the certificate, in lower-case hex
   */
  Optional<Caller> callerOfCertificate(String sha256);
}
