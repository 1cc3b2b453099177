package hutong.gateway.oidc;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What one sign-in has to come back with; its verifier goes to the provider alone.
 *
 * @param state stands in the address that people come back to
 * @param nonce stands in the token
 * @param verifier of RFC 7636: proves that who takes up the code is who asked for it
 */
public record Pending(String state, String nonce, String verifier) {

  private static final int BYTES = 32;

  public static Pending make(SecureRandom random) {
    return new Pending(token(random), token(random), token(random));
  }

  private static String token(SecureRandom random) {
    byte[] octets = new byte[BYTES];
    random.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  @Override
  public String toString() {
    return "Pending[***]";
  }
}
