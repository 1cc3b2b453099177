package hutong.gateway.console;

import hutong.gateway.oidc.Pending;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives sign-ins that have begun to the browsers that began them, encrypted, so that strangers who
 * begin many cost no memory and push out nobody's. Each is taken back once.
 */
final class PendingSeal {

  static final Duration LIFE = Duration.ofMinutes(10);

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int MOST_USED = 10_000;
  private static final int LONGEST = 1_000;

  private final Clock clock;
  private final SecureRandom random;
  private final SecretKeySpec key;

  /** States that came back, and until when they would have been good. */
  private final Map<String, Instant> used =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST_USED;
        }
      };

  PendingSeal(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
    byte[] octets = new byte[32];
    random.nextBytes(octets);
    this.key = new SecretKeySpec(octets, "AES");
  }

  String seal(Pending pending) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    String text =
        String.join(
            " ",
            pending.state(),
            pending.nonce(),
            pending.verifier(),
            Long.toString(clock.instant().plus(LIFE).getEpochSecond()));
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
      ByteBuffer whole = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException("every Java has AES-GCM", never);
    }
  }

  /**
   * What was sealed; empty if it was not here, is too old, was taken back before, or the address
   * bears another's state.
   */
  synchronized Optional<Pending> open(String sealed, String state) {
    Optional<Opened> opened = sealed == null ? Optional.empty() : opened(sealed);
    if (opened.isEmpty()
        || clock.instant().isAfter(opened.get().end())
        || !opened.get().pending().state().equals(state)
        || used.putIfAbsent(state, opened.get().end()) != null) {
      return Optional.empty();
    }
    return opened.map(Opened::pending);
  }

  private record Opened(Pending pending, Instant end) {}

  private Optional<Opened> opened(String sealed) {
    if (sealed.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(sealed);
      if (whole.length <= NONCE) {
        return Optional.empty();
      }
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, whole, 0, NONCE));
      String text =
          new String(cipher.doFinal(whole, NONCE, whole.length - NONCE), StandardCharsets.UTF_8);
      String[] parts = text.split(" ", -1);
      return Optional.of(
          new Opened(
              new Pending(parts[0], parts[1], parts[2]),
              Instant.ofEpochSecond(Long.parseLong(parts[3]))));
    } catch (GeneralSecurityException | IllegalArgumentException another) {
      return Optional.empty();
    }
  }
}
