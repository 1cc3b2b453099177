package hutong.certs;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;

/**
 * That a certificate is not to be relied on any more, since when and why.
 *
 * @param certificate hex of its SHA-256, or empty where only its issuer and serial number are known
 * @param serial its serial number in hex
 * @param at when it was revoked
 * @param invalidFrom from when on its key is suspected; {@code at} if nothing else is known
 */
public record Revocation(
    String certificate, String serial, Instant at, RevocationReason reason, Instant invalidFrom) {

  public Revocation {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(at);
    Objects.requireNonNull(reason);
    invalidFrom = invalidFrom == null || invalidFrom.isAfter(at) ? at : invalidFrom;
  }

  /** Of this certificate. */
  public static Revocation of(
      X509Certificate certificate, Instant at, RevocationReason reason, Instant invalidFrom) {
    return new Revocation(
        Fingerprint.of(certificate).hex(),
        certificate.getSerialNumber().toString(16),
        at,
        reason,
        invalidFrom);
  }

  /**
   * Two words about one certificate: the graver reason, and the earlier of each time. So it spares
   * nothing that either of them does not.
   */
  Revocation and(Revocation other) {
    return new Revocation(
        certificate.isEmpty() ? other.certificate : certificate,
        serial,
        at.isBefore(other.at) ? at : other.at,
        reason.gravity() >= other.reason.gravity() ? reason : other.reason,
        invalidFrom.isBefore(other.invalidFrom) ? invalidFrom : other.invalidFrom);
  }

  /**
   * Whether a signature that is proved to have existed then (by a time stamp, or a receipt) still
   * holds: it was made before the certificate was revoked, and before its key was suspected.
   */
  public boolean spares(Instant proved) {
    return proved.isBefore(invalidFrom);
  }

  /**
   * Whether something that arrives only now still counts, on its signer's word about when it
   * signed: only if the key went out of use in good order. Who stole a key writes what time it
   * likes.
   */
  boolean sparesClaim(Instant signingTime) {
    return reason.inGoodOrder() && spares(signingTime);
  }

  BigInteger serialNumber() {
    return new BigInteger(serial, 16);
  }
}
