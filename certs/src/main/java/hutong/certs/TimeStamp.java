package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A time-stamp token that was verified.
 *
 * @param at when the authority saw the digest
 * @param policy object identifier of the policy that it says it follows
 * @param authority the certificate that signed it
 */
public record TimeStamp(Instant at, String policy, X509Certificate authority) {}
