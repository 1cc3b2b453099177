package hutong.certs;

import java.security.Provider;
import java.security.Security;

/**
 * The platform's provider of AES, SHA-2 and HMAC, named explicitly: it alone uses the processor's
 * instructions.
 */
final class Platform {

  static final Provider JCE = named("SunJCE");
  static final Provider DIGESTS = named("SUN");

  private static Provider named(String name) {
    Provider provider = Security.getProvider(name);
    if (provider == null) {
      throw new IllegalStateException("the Java platform lacks its provider " + name);
    }
    return provider;
  }

  private Platform() {}
}
