package hutong.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * The built-in authority for first use: one root that issues the nodes' certificates and the one
 * that signs the directory. Members with an authority of their own do without it.
 */
public final class Authority {

  private static final Period ROOT_LIFE = Period.ofYears(10);
  private static final Period LIFE = Period.ofYears(2);
  private static final Duration RENEW_BEFORE = Duration.ofDays(90);

  /** Clocks of partners may be this much behind. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final Pattern MEMBER_ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,31}");

  private final Credential root;
  private final Credential directory;
  private final Issuing issuing = new Issuing("Hutong");
  private final Clock clock;

  private Authority(Credential root, Credential directory, Clock clock) {
    this.root = root;
    this.directory = directory;
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
    Authority authority = new Authority(root, directorySigner(issuing, root, clock), clock);
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
    if (clock
        .instant()
        .plus(RENEW_BEFORE)
        .isBefore(directory.certificate().getNotAfter().toInstant())) {
      return new Authority(root, directory, clock);
    }
    Issuing issuing = new Issuing("Hutong");
    Authority renewed = new Authority(root, directorySigner(issuing, root, clock), clock);
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

  /** A signing key and certificate of INTL, for exactly that time. */
  public Credential issueSigning(String memberId, Instant from, Instant until) {
    return issueSigning(new Intl(), memberId, from, until).get(0);
  }

  /** What signs in that suite, for exactly that time: as many keys as it has schemes. */
  public List<Credential> issueSigning(Suite suite, String memberId, Instant from, Instant until) {
    List<KeyPair> pairs = suite.schemes().stream().map(Suite.Scheme::keyPair).toList();
    checkId(memberId);
    return issuing.together(root, Issuing.Purpose.SIGNING, memberId, pairs, from, until);
  }

  /** A decryption key and certificate of INTL, for exactly that time. */
  public Credential issueEncryption(String memberId, Instant from, Instant until) {
    return issueEncryption(new Intl(), memberId, from, until).get(0);
  }

  /** What is sealed for in that suite, for exactly that time. */
  public List<Credential> issueEncryption(
      Suite suite, String memberId, Instant from, Instant until) {
    checkId(memberId);
    return issuing.together(
        root, Issuing.Purpose.ENCRYPTION, memberId, suite.decryptionKeys(), from, until);
  }

  /** A TLS key and certificate, for both sides of a connection, for exactly that time. */
  public Credential issueTls(String memberId, List<String> hosts, Instant from, Instant until) {
    checkId(memberId);
    return issuing.under(root, Issuing.Purpose.TLS, memberId, hosts, from, until);
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
    KeyStores.saveKeys(folder.resolve("broker.p12"), Map.of("broker", tls), root(), secret);
    KeyStores.saveTrust(folder.resolve("trust.p12"), root(), secret);
  }

  /** The directory as a signed document, to be read by {@link Directory#verify}. */
  public byte[] signDirectory(DirectoryContent content) {
    Suite suite = new Intl();
    return new SignedData(suite, List.of(directory))
        .of(DirectoryJson.write(content), Oids.DIRECTORY, clock.instant(), new Operations())
        .bytes();
  }

  static String commonName(X509Certificate certificate) {
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

  private static Credential directorySigner(Issuing issuing, Credential root, Clock clock) {
    Instant from = from(clock);
    return issuing.under(
        root, Issuing.Purpose.DIRECTORY, "Hutong Directory", List.of(), from, plus(from, LIFE));
  }

  private void save(Path folder, char[] secret) throws IOException {
    KeyStores.saveKeys(store(folder), Map.of("root", root, "directory", directory), root(), secret);
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(Certificates.encoded(root()))
            + "\n-----END CERTIFICATE-----\n";
    PrivateFile.write(folder.resolve("root.pem"), pem.getBytes(StandardCharsets.US_ASCII));
  }

  private static Path store(Path folder) {
    return folder.resolve("authority.p12");
  }

  private static Instant from(Clock clock) {
    return clock.instant().minus(SKEW).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant plus(Instant from, Period life) {
    return from.atOffset(ZoneOffset.UTC).plus(life).toInstant();
  }
}
