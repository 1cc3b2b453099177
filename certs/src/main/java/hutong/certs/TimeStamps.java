package hutong.certs;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;

/** Verifies time-stamp tokens as of their own time (RFC 3161, 2.3 and 2.4.2; RFC 5816). */
public final class TimeStamps {

  static final ASN1ObjectIdentifier SHA_256 = NISTObjectIdentifiers.id_sha256;

  private static final int MAX_BYTES = 32 * 1024;
  private static final int MOST_CERTIFICATES = 8;

  /**
   * Verifies a token.
   *
   * @param token DER of a TimeStampToken, from anywhere
   * @param sha256 what has to be stamped
   * @param roots one of them has to lead to the authority that signed it
   * @throws Untrusted with the first fault found
   */
  public static TimeStamp verify(byte[] token, byte[] sha256, TrustRoots roots) throws Untrusted {
    if (token.length > MAX_BYTES) {
      throw new Untrusted(Fault.TOO_LARGE, "a time-stamp token");
    }
    try {
      TimeStampToken read = read(token);
      if (!read.getTimeStampInfo().getMessageImprintAlgOID().equals(SHA_256)
          || !MessageDigest.isEqual(sha256, read.getTimeStampInfo().getMessageImprintDigest())) {
        throw new Untrusted(Fault.SIGNATURE_INVALID, "the time stamp is of something else");
      }
      Instant at = read.getTimeStampInfo().getGenTime().toInstant();
      List<X509Certificate> all = certificates(read);
      X509Certificate authority = authority(read);
      read.validate(
          new JcaSimpleSignerInfoVerifierBuilder()
              .setProvider(Certificates.BOUNCY_CASTLE)
              .build(authority));
      roots.check(authority, all, at);
      return new TimeStamp(at, read.getTimeStampInfo().getPolicy().getId(), authority);
    } catch (TSPException | OperatorCreationException invalid) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the time stamp");
    } catch (CMSException | IOException | RuntimeException unreadable) {
      throw Untrusted.malformed("a time-stamp token");
    }
  }

  /** Nothing may stand in it that is neither signed nor looked at, but further certificates. */
  private static TimeStampToken read(byte[] token)
      throws IOException, CMSException, TSPException, Untrusted {
    ASN1Primitive parsed = ASN1Primitive.fromByteArray(token);
    ContentInfo info = ContentInfo.getInstance(parsed);
    if (!Arrays.equals(token, parsed.getEncoded())
        || !info.getContentType().equals(CMSObjectIdentifiers.signedData)) {
      throw Untrusted.malformed("a time-stamp token");
    }
    SignedData data = SignedData.getInstance(info.getContent());
    if (data.getDigestAlgorithms().size() != 1 || data.getSignerInfos().size() != 1) {
      throw Untrusted.malformed("a time-stamp token");
    }
    SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    AlgorithmIdentifier digest =
        AlgorithmIdentifier.getInstance(data.getDigestAlgorithms().getObjectAt(0));
    boolean byKeyId = signer.getSID().isTagged();
    if (!data.getVersion().hasValue(3)
        || !signer.getVersion().hasValue(byKeyId ? 3 : 1)
        || !Arrays.equals(
            signer.getEncoded(),
            data.getSignerInfos().getObjectAt(0).toASN1Primitive().getEncoded())
        || !plain(digest)
        || !plain(signer.getDigestAlgorithm())
        || !digest.getAlgorithm().equals(signer.getDigestAlgorithm().getAlgorithm())
        || data.getCRLs() != null
        || signer.getUnauthenticatedAttributes() != null) {
      throw Untrusted.malformed("a time-stamp token");
    }
    return new TimeStampToken(info);
  }

  private static boolean plain(AlgorithmIdentifier digest) {
    return digest.getParameters() == null || digest.getParameters() instanceof ASN1Null;
  }

  private static List<X509Certificate> certificates(TimeStampToken token)
      throws IOException, Untrusted {
    Collection<X509CertificateHolder> found = token.getCertificates().getMatches(null);
    if (found.size() > MOST_CERTIFICATES) {
      throw new Untrusted(Fault.TOO_LARGE, "a time-stamp token's certificates");
    }
    List<X509Certificate> all = new ArrayList<>();
    for (X509CertificateHolder each : found) {
      all.add(Certificates.parse(each.getEncoded()));
    }
    return all;
  }

  @SuppressWarnings("unchecked") // Bouncy Castle's SignerId selects certificates
  private static X509Certificate authority(TimeStampToken token) throws IOException, Untrusted {
    Store<X509CertificateHolder> store = token.getCertificates();
    Collection<X509CertificateHolder> signers = store.getMatches(token.getSID());
    if (signers.size() != 1) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "the time stamp lacks its signer's certificate");
    }
    return Certificates.parse(signers.iterator().next().getEncoded());
  }

  private TimeStamps() {}
}
