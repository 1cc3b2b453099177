package hutong.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** The object identifiers of the protocol, as DER. */
final class Oids {

  /** The protocol's own arc, under ITU-T X.667 UUID 9a981ffe-7f3e-4fe2-8ef5-dd274eeb3f4e. */
  static final String ARC = "2.25.205490989391405256945992434830954676046";

  static final byte[] EXCHANGE = der(ARC + ".1");
  static final byte[] RECEIPT = der(ARC + ".2");
  static final byte[] DIRECTORY = der(ARC + ".3");

  static final byte[] CONTROL = der(ARC + ".5");
  static final byte[] REOFFER = der(ARC + ".7");
  static final byte[] CHECKPOINT = der(ARC + ".9");

  /** What somebody sends who wants to become a member. */
  static final byte[] APPLICATION = der(ARC + ".10");

  static final byte[] PIECE = der(ARC + ".6");

  /** What is signed for many documents at once. */
  static final byte[] TREE_HEAD = der(ARC + ".11");

  /** A document that is signed together with others. */
  static final byte[] LEAF = der(ARC + ".12");

  /** The policy of the built-in time-stamping authority. */
  static final String TIME_STAMP_POLICY = ARC + ".16";

  /** Extended key usage: may sign a directory. */
  static final String SIGNS_DIRECTORY = ARC + ".4";

  /** Extended key usage: may sign documents (RFC 9336). */
  static final String SIGNS_DOCUMENTS = "1.3.6.1.5.5.7.3.36";

  /** RFC 5652. */
  static final byte[] DATA = der("1.2.840.113549.1.7.1");

  static final byte[] SIGNED_DATA = der("1.2.840.113549.1.7.2");

  /** RFC 5083. */
  static final byte[] AUTH_ENVELOPED_DATA = der("1.2.840.113549.1.9.16.1.23");

  static final byte[] CONTENT_TYPE = der("1.2.840.113549.1.9.3");
  static final byte[] MESSAGE_DIGEST = der("1.2.840.113549.1.9.4");
  static final byte[] SIGNING_TIME = der("1.2.840.113549.1.9.5");

  /** RFC 5035. */
  static final byte[] SIGNING_CERTIFICATE_V2 = der("1.2.840.113549.1.9.16.2.47");

  /** ETSI EN 319 122-1, 5.3. */
  static final byte[] SIGNATURE_TIME_STAMP = der("1.2.840.113549.1.9.16.2.14");

  static byte[] der(String oid) {
    try {
      return new ASN1ObjectIdentifier(oid).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Oids() {}
}
