package hutong.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * Asks an outside time-stamping authority (RFC 3161), and takes its token only if it answers this
 * very question, by the policy asked for, under the roots trusted.
 */
public final class RemoteTimeAuthority implements TimeAuthority {

  /** Octets of an answer. */
  public static final int MAX_ANSWER = 64 * 1024;

  private static final int NONCE_BITS = 127;

  private final Post post;
  private final String policy;
  private final TrustRoots roots;
  private final SecureRandom random = new SecureRandom();

  /** Carries a request there and its answer back, bounded in size and time. */
  public interface Post {
    /** {@code application/timestamp-query} in, {@code application/timestamp-reply} out. */
    byte[] post(byte[] query) throws IOException;
  }

  /**
   * An authority at the other end of that line.
   *
   * @param policy object identifier, or empty for the authority's own choice
   * @param roots what its certificate has to chain to
   */
  public RemoteTimeAuthority(Post post, String policy, TrustRoots roots) {
    this.post = post;
    this.policy = policy;
    this.roots = roots;
  }

  @Override
  public byte[] stamp(byte[] sha256) throws IOException {
    TimeStampRequestGenerator asking = new TimeStampRequestGenerator();
    asking.setCertReq(true);
    if (!policy.isEmpty()) {
      asking.setReqPolicy(new ASN1ObjectIdentifier(policy));
    }
    TimeStampRequest request =
        asking.generate(TimeStamps.SHA_256, sha256, new BigInteger(NONCE_BITS, random));
    byte[] answer = post.post(request.getEncoded());
    if (answer.length > MAX_ANSWER) {
      throw new IOException("the time-stamping authority's answer is too large");
    }
    byte[] token = token(request, answer);
    try {
      TimeStamps.verify(token, sha256, roots);
    } catch (Untrusted fault) {
      throw new IOException("the time-stamping authority's token: " + fault.getMessage(), fault);
    }
    return token;
  }

  private static byte[] token(TimeStampRequest request, byte[] answer) throws IOException {
    try {
      TimeStampResponse response = new TimeStampResponse(answer);
      response.validate(request);
      if (response.getTimeStampToken() == null) {
        throw new IOException(
            "the time-stamping authority refuses, status " + response.getStatus());
      }
      return response.getTimeStampToken().getEncoded();
    } catch (TSPException | RuntimeException unfit) {
      throw new IOException("the time-stamping authority answers something else", unfit);
    }
  }
}
