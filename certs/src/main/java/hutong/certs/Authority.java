package hutong.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The built-in authority for first use: one root that issues the nodes' certificates and the one
 * that signs the directory. Members with an authority of their own do without it.
 */
public final class Authority {

  private static final Period ROOT_LIFE = Period.ofYears(10);
  private static final Period LIFE = Period.ofYears(2);
  private static final Duration RENEW_BEFORE = Duration.ofDays(90);

  private static final Pattern MEMBER_ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,31}");

  private final Credential root;
  private final Credential directory;
  private final Issuing issuing = new Issuing("Hutong");
  private final IssuedBook issued;
  private final Clock clock;

  private Authority(Credential root, Credential directory, IssuedBook issued, Clock clock) {
    this.root = root;
    this.directory = directory;
    this.issued = issued;
    this.clock = clock;
  }

  /** Makes a new authority in that folder; refuses where there is one. */
  public static Authority create(Path folder, char[] secret, Clock clock) throws IOException {
    if (Files.exists(store(folder))) {
      throw new IOException("there is an authority in this folder already");
    }
    Issuing issuing = new Issuing("Hutong");
    Instant from = from(clock);
    Credential root = issuing.selfSigned("Hutong Root", from, plus(from, ROOT_LIFE));
    IssuedBook issued = issued(folder);
    Authority authority =
        new Authority(root, directorySigner(issuing, root, issued, clock), issued, clock);
    authority.save(folder, secret);
    return authority;
  }

  /** Opens what {@link #create} made; renews the certificate that signs directories in time. */
  public static Authority open(Path folder, char[] secret, Clock clock) throws IOException {
    Map<String, Credential> keys = KeyStores.loadKeys(store(folder), secret);
    Credential root = keys.get("root");
    Credential directory = keys.get("directory");
    if (root == null || directory == null) {
      throw new IOException("the authority's key store lacks a key");
    }
    Authority authority = new Authority(root, directory, issued(folder), clock);
    // Earlier versions did not keep it.
    authority.keep(directory.certificate());
    return clock
            .instant()
            .plus(RENEW_BEFORE)
            .isBefore(directory.certificate().getNotAfter().toInstant())
        ? authority
        : authority.withNewDirectoryKey(folder, secret);
  }

  /** The same authority with another key that signs directories, in place of the one that does. */
  public Authority withNewDirectoryKey(Path folder, char[] secret) throws IOException {
    Authority renewed =
        new Authority(root, directorySigner(issuing, root, issued, clock), issued, clock);
    renewed.save(folder, secret);
    return renewed;
  }

  public static boolean exists(Path folder) {
    return Files.exists(store(folder));
  }

  /**
   * What everybody who relies on this authority must hold; also in the folder as {@code root.pem}.
   */
  public X509Certificate root() {
    return root.certificate();
  }

  /** What signs the directories; it is in the book of what was issued, like every other. */
  public X509Certificate directoryCertificate() {
    return directory.certificate();
  }

  /** As {@link #issue(String, List, List)}, for INTL. */
  public NodeKeys issue(String memberId, List<String> hosts) {
    return issue(memberId, hosts, List.of(new Intl()));
  }

  /**
   * New keys for a node, valid for two years.
   *
   * @param hosts names and addresses for its TLS certificate
   * @param suites those that it has keys for
   */
  public NodeKeys issue(String memberId, List<String> hosts, List<Suite> suites) {
    Instant from = from(clock);
    Instant until = plus(from, LIFE);
    List<Credential> signing = new ArrayList<>();
    List<Credential> encryption = new ArrayList<>();
    for (Suite suite : suites) {
      signing.addAll(issueSigning(suite, memberId, from, until));
      encryption.addAll(issueEncryption(suite, memberId, from, until));
    }
    return new NodeKeys(
        memberId, signing, encryption, issueTls(memberId, hosts, from, until), root());
  }

  /**
   * Certificates for the keys of an application, valid for two years. Who applied is for somebody
   * else to know.
   *
   * @return without a directory, which is signed after this
   */
  public Admission admit(Application application) throws Untrusted {
    ApplicationContent content = application.content();
    Instant from = from(clock);
    Instant until = plus(from, LIFE);
    return new Admission(
        Certificates.encoded(root()),
        certify(Issuing.Purpose.SIGNING, application.signingKey(), content, from, until),
        certify(Issuing.Purpose.ENCRYPTION, application.encryptionKey(), content, from, until),
        certify(Issuing.Purpose.TLS, application.tlsKey(), content, from, until),
        new byte[0]);
  }

  private byte[] certify(
      Issuing.Purpose purpose, byte[] key, ApplicationContent content, Instant from, Instant until)
      throws Untrusted {
    if (!MEMBER_ID.matcher(content.id()).matches()) {
      throw Untrusted.malformed("the application's id");
    }
    List<String> hosts = purpose == Issuing.Purpose.TLS ? content.hosts() : List.of();
    try {
      PublicKey usable =
          KeyFactory.getInstance("EC", Certificates.BOUNCY_CASTLE)
              .generatePublic(new X509EncodedKeySpec(key));
      X509Certificate certificate =
          issuing.certify(root, usable, purpose, content.id(), hosts, from, until);
      if (!P256.isIn(certificate)) {
        throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "a key of the application");
      }
      issued.add(certificate);
      return Certificates.encoded(certificate);
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw Untrusted.malformed("a key or a host of the application");
    }
  }

  /** A signing key and certificate of INTL, for exactly that time. */
  public Credential issueSigning(String memberId, Instant from, Instant until) {
    return issueSigning(new Intl(), memberId, from, until).get(0);
  }

  /** What signs in that suite, for exactly that time: as many keys as it has schemes. */
  public List<Credential> issueSigning(Suite suite, String memberId, Instant from, Instant until) {
    List<KeyPair> pairs = suite.schemes().stream().map(Suite.Scheme::keyPair).toList();
    checkId(memberId);
    return kept(issuing.together(root, Issuing.Purpose.SIGNING, memberId, pairs, from, until));
  }

  /** A decryption key and certificate of INTL, for exactly that time. */
  public Credential issueEncryption(String memberId, Instant from, Instant until) {
    return issueEncryption(new Intl(), memberId, from, until).get(0);
  }

  /** What is sealed for in that suite, for exactly that time. */
  public List<Credential> issueEncryption(
      Suite suite, String memberId, Instant from, Instant until) {
    checkId(memberId);
    return kept(
        issuing.together(
            root, Issuing.Purpose.ENCRYPTION, memberId, suite.decryptionKeys(), from, until));
  }

  /** A TLS key and certificate, for both sides of a connection, for exactly that time. */
  public Credential issueTls(String memberId, List<String> hosts, Instant from, Instant until) {
    checkId(memberId);
    return kept(List.of(issuing.under(root, Issuing.Purpose.TLS, memberId, hosts, from, until)))
        .get(0);
  }

  /** A time-stamping authority for one member, valid for two years, with a key of its own. */
  public TimeStamper issueTimeStamper(String memberId) {
    checkId(memberId);
    Instant from = from(clock);
    Credential key =
        issuing.under(root, Issuing.Purpose.TIME, memberId, List.of(), from, plus(from, LIFE));
    return new TimeStamper(kept(List.of(key)).get(0), clock);
  }

  /**
   * Writes the TLS key of a broker that is nobody's node, valid for two years, as {@code
   * broker.p12}, and the root as {@code trust.p12}. It can serve members and be no member.
   *
   * @param hosts names and addresses at which members reach it
   */
  public void saveBrokerKeys(Path folder, List<String> hosts, char[] secret) throws IOException {
    Instant from = from(clock);
    Credential tls =
        issuing.under(root, Issuing.Purpose.BROKER, "Hutong Broker", hosts, from, plus(from, LIFE));
    issued.add(tls.certificate());
    KeyStores.saveKeys(folder.resolve("broker.p12"), Map.of("broker", tls), root(), secret);
    KeyStores.saveTrust(folder.resolve("trust.p12"), root(), secret);
  }

  /**
   * What the directory says was revoked of this authority's own certificates, as a revocation list
   * (RFC 5280, 5) for those who know no directories.
   */
  public byte[] signRevocations(DirectoryContent content) {
    try {
      X509v2CRLBuilder crl =
          new JcaX509v2CRLBuilder(root(), Date.from(content.issued()))
              .setNextUpdate(Date.from(content.expires()));
      crl.addExtension(
          Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(content.version())));
      crl.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(root().getPublicKey()));
      for (Revocation one : content.revoked()) {
        if (issued
            .of(one.serialNumber())
            .filter(each -> Fingerprint.of(each).hex().equals(one.certificate()))
            .isPresent()) {
          crl.addCRLEntry(one.serialNumber(), Date.from(one.at()), entry(one));
        }
      }
      return crl.build(
              new JcaContentSignerBuilder("SHA256withECDSA")
                  .setProvider(Certificates.BOUNCY_CASTLE)
                  .build(root.key()))
          .getEncoded();
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("cannot make a revocation list", e);
    }
  }

  private static Extensions entry(Revocation one) throws IOException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.reasonCode, false, CRLReason.lookup(one.reason().code()));
    if (one.invalidFrom().isBefore(one.at())) {
      extensions.addExtension(
          Extension.invalidityDate, false, new ASN1GeneralizedTime(Date.from(one.invalidFrom())));
    }
    return extensions.generate();
  }

  /**
   * The directory as a signed document, to be read by {@link Directory#verify}.
   *
   * @throws IllegalArgumentException if it revokes the certificate that signs it
   */
  public byte[] signDirectory(DirectoryContent content) {
    if (content.revocation(directory.certificate()).isPresent()) {
      throw new IllegalArgumentException("a directory that revokes who signs it");
    }
    Suite suite = new Intl();
    return new SignedData(suite, List.of(directory))
        .of(DirectoryJson.write(content), Oids.DIRECTORY, clock.instant(), new Operations())
        .bytes();
  }

  /** What this authority issued in a member's name and is still in its time; of one role. */
  public List<X509Certificate> issued(String memberId, Role role) {
    return issued.all().stream()
        .filter(each -> commonName(each).equals(memberId) && role.isOf(each))
        .filter(each -> !clock.instant().isAfter(each.getNotAfter().toInstant()))
        .toList();
  }

  /** All that this authority issued and that is still in its time. */
  public List<X509Certificate> issued() {
    return issued.all().stream()
        .filter(each -> !clock.instant().isAfter(each.getNotAfter().toInstant()))
        .toList();
  }

  /**
   * Notes a certificate of this authority that is not in the book yet: so it can go on the
   * revocation list.
   *
   * @return false if it is another authority's
   */
  public boolean keep(X509Certificate certificate) {
    if (!Certificates.chains(certificate, root(), certificate.getNotBefore().toInstant())) {
      return false;
    }
    if (issued.of(certificate.getSerialNumber()).isEmpty()) {
      issued.add(certificate);
    }
    return true;
  }

  /** What this authority issued under that serial number. */
  public Optional<X509Certificate> issued(BigInteger serial) {
    return issued.of(serial);
  }

  /** Whom a certificate that an authority like this issued names. */
  public static String commonName(X509Certificate certificate) {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    RDN[] names = subject.getRDNs(BCStyle.CN);
    if (names.length != 1) {
      throw new IllegalArgumentException("a certificate without exactly one common name");
    }
    return IETFUtils.valueToString(names[0].getFirst().getValue());
  }

  private static void checkId(String memberId) {
    if (!MEMBER_ID.matcher(memberId).matches()) {
      throw new IllegalArgumentException("a member's id has 1 to 32 letters, digits or . _ -");
    }
  }

  private List<Credential> kept(List<Credential> made) {
    made.forEach(each -> issued.add(each.certificate()));
    return made;
  }

  private static Credential directorySigner(
      Issuing issuing, Credential root, IssuedBook issued, Clock clock) {
    Instant from = from(clock);
    Credential signer =
        issuing.under(
            root, Issuing.Purpose.DIRECTORY, "Hutong Directory", List.of(), from, plus(from, LIFE));
    issued.add(signer.certificate());
    return signer;
  }

  private void save(Path folder, char[] secret) throws IOException {
    KeyStores.saveKeys(store(folder), Map.of("root", root, "directory", directory), root(), secret);
    PrivateFile.write(folder.resolve("root.pem"), Pem.of(root()));
  }

  private static IssuedBook issued(Path folder) {
    return new IssuedBook(folder.resolve("issued"));
  }

  private static Path store(Path folder) {
    return folder.resolve("authority.p12");
  }

  private static Instant from(Clock clock) {
    return clock.instant().minus(ClockSkew.ALLOWED).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant plus(Instant from, Period life) {
    return from.atOffset(ZoneOffset.UTC).plus(life).toInstant();
  }
}
