package hutong.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * The keys of one who is not a member yet, in a file of their own until the authority's answer is
 * here; they never leave this machine.
 */
public final class Applicant {

  private static final String PENDING = "pending.p12";
  private static final Period WAITS = Period.ofYears(1);

  private final String id;
  private final Map<String, Credential> keys;

  private Applicant(String id, Map<String, Credential> keys) {
    this.id = id;
    this.keys = keys;
  }

  /** Makes new keys; refuses where there are some that wait. */
  public static Applicant create(Path folder, String id, char[] secret, Clock clock)
      throws IOException {
    if (waits(folder)) {
      throw new IOException("an application was made in this home already");
    }
    Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant until = from.atOffset(ZoneOffset.UTC).plus(WAITS).toInstant();
    Issuing issuing = new Issuing("Hutong applicant");
    Map<String, Credential> keys =
        Map.of(
            "signing", issuing.selfSigned(id, from, until),
            "encryption", issuing.selfSigned(id, from, until),
            "tls", issuing.selfSigned(id, from, until));
    KeyStores.saveKeys(folder.resolve(PENDING), keys, keys.get("signing").certificate(), secret);
    return new Applicant(id, keys);
  }

  /** Reads what {@link #create} made. */
  public static Applicant open(Path folder, char[] secret) throws IOException {
    if (!waits(folder)) {
      throw new IOException("no application was made in this home");
    }
    Map<String, Credential> keys = KeyStores.loadKeys(folder.resolve(PENDING), secret);
    if (!keys.keySet().equals(java.util.Set.of("signing", "encryption", "tls"))) {
      throw new IOException("the application's key store lacks a key");
    }
    return new Applicant(Authority.commonName(keys.get("signing").certificate()), keys);
  }

  public static boolean waits(Path folder) {
    return Files.exists(folder.resolve(PENDING));
  }

  public String id() {
    return id;
  }

  /** The signed application, for {@link Application#read}. */
  public byte[] apply(
      String nameZh,
      String nameEn,
      List<String> divisions,
      String broker,
      String inbox,
      List<String> hosts,
      Clock clock) {
    ApplicationContent content =
        new ApplicationContent(
            id,
            nameZh,
            nameEn,
            divisions,
            broker,
            inbox,
            hosts,
            request("signing"),
            request("encryption"),
            request("tls"));
    return new SignedData(new Intl(), List.of(keys.get("signing")))
        .of(content.write(), Oids.APPLICATION, clock.instant(), new Operations())
        .bytes();
  }

  /**
   * The node's keys, once the answer is here; they are saved, and what waited is deleted.
   *
   * @param rootFingerprint as the authority has said it
   * @return the directory that came with them, verified
   */
  public Directory join(
      Admission answer, String rootFingerprint, Path folder, char[] secret, Clock clock)
      throws IOException, Untrusted {
    if (!Fingerprints.same(answer.rootFingerprint(), rootFingerprint)) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "the answer's root has another fingerprint");
    }
    Directory directory =
        Directory.verify(answer.directory(), answer.rootCertificate(), clock, Suites.standard());
    NodeKeys joined = answer.join(id, keys.get("signing"), keys.get("encryption"), keys.get("tls"));
    boolean listed =
        directory
            .signer(joined.signingCertificate())
            .filter(member -> member.id().equals(id))
            .filter(member -> member.encryption().containsAll(joined.encryptionCertificates()))
            .isPresent();
    if (!listed || !Certificates.chains(joined.tlsCertificate(), joined.root(), clock.instant())) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "the answer does not make this node a member");
    }
    joined.save(folder, secret);
    Files.delete(folder.resolve(PENDING));
    return directory;
  }

  private byte[] request(String which) {
    Credential own = keys.get(which);
    PublicKey key = own.certificate().getPublicKey();
    try {
      return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=" + id), key)
          .build(
              new JcaContentSignerBuilder("SHA256withECDSA")
                  .setProvider(Certificates.BOUNCY_CASTLE)
                  .build(own.key()))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("cannot make a certification request", e);
    }
  }
}
