package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * What was verified: the signed bytes as received, and who signed them. The arrays are not copied
 * (they are the hot path's payload) and must not be written to.
 *
 * @param content the signed document, exactly the octets that were signed
 * @param signedData the CMS SignedData, to be stored as evidence
 * @param signer the member who signed
 * @param certificate the certificate of that member which the signature was verified with
 * @param signedAt the signer's own claim of the time, within the certificate's validity
 * @param suite id of the suite of the signature
 * @param digest digest of {@code content}: the content's identity in receipts
 * @param kind what the signer said it is
 */
@SuppressWarnings(
    "ArrayRecordComponent") // compared nowhere; copying 2 KB twice a record would be waste
public record Opened(
    byte[] content,
    byte[] signedData,
    Member signer,
    X509Certificate certificate,
    Instant signedAt,
    String suite,
    Digest digest,
    ContentKind kind) {

  /** Names no content. */
  @Override
  public String toString() {
    return "Opened[" + kind + " of " + signer.id() + ", " + digest + "]";
  }
}
