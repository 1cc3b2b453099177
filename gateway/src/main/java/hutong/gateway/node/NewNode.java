package hutong.gateway.node;

import hutong.certs.Admission;
import hutong.certs.Applicant;
import hutong.certs.ApplicationContent;
import hutong.certs.Authority;
import hutong.certs.DirectoryStore;
import hutong.certs.Fault;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Secret;
import hutong.certs.StaleDirectory;
import hutong.certs.Suite;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.gateway.broker.FreePort;
import hutong.gateway.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes a node's home: its keys from the built-in authority, its settings, and a new version of the
 * directory with it in.
 *
 * @param node six-digit code of the jurisdiction
 * @param divisions prefixes of the codes it covers
 * @param brokerUrl where its inbox is if another broker holds it, as in the settings; else empty
 * @param host where other members reach its broker
 * @param brokerPort 0 chooses a free one, once and for all
 * @param httpPort 0: any free one at each start
 * @param suites ids of those that it has keys for
 * @param floor id of the weakest that it accepts
 */
public record NewNode(
    String node,
    String nameZh,
    String nameEn,
    List<String> divisions,
    String brokerUrl,
    String host,
    int brokerPort,
    int httpPort,
    List<String> suites,
    String floor) {

  private static final String SUITE = "INTL";
  private static final Pattern CODE = Pattern.compile("[1-9][0-9]{5}");

  /** In the suite INTL alone. */
  public NewNode(
      String node,
      String nameZh,
      String nameEn,
      List<String> divisions,
      String brokerUrl,
      String host,
      int brokerPort,
      int httpPort) {
    this(
        node,
        nameZh,
        nameEn,
        divisions,
        brokerUrl,
        host,
        brokerPort,
        httpPort,
        List.of(SUITE),
        SUITE);
  }

  /** The same node with keys for these suites, refusing what is weaker than the floor. */
  public NewNode withSuites(List<String> ids, String weakest) {
    Suites known = Suites.standard();
    if (ids.isEmpty() || !known.all().stream().map(Suite::id).toList().containsAll(ids)) {
      throw new IllegalArgumentException(
          "Suites are some of " + known.all().stream().map(Suite::id).toList());
    }
    if (!ids.contains(weakest)) {
      throw new IllegalArgumentException("The floor has to be one of the suites");
    }
    return new NewNode(
        node,
        nameZh,
        nameEn,
        divisions,
        brokerUrl,
        host,
        brokerPort,
        httpPort,
        List.copyOf(ids),
        weakest);
  }

  /** A node on this machine alone, with the divisions of its code and any free ports. */
  public static NewNode local(String node, String nameZh, String nameEn) {
    return new NewNode(node, nameZh, nameEn, coveredBy(node), "", "127.0.0.1", 0, 0);
  }

  /** Prefixes that a code stands for: 360000 covers 36, 330200 covers 3302. */
  public static List<String> coveredBy(String node) {
    String prefix = node;
    while (prefix.endsWith("00") && prefix.length() > 2) {
      prefix = prefix.substring(0, prefix.length() - 2);
    }
    return List.of(prefix);
  }

  /**
   * Makes the home.
   *
   * @param authorityFolder where the authority is, or is to be made
   */
  public void create(Home home, Path authorityFolder, Map<String, String> environment, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    refuseIfMade(home);
    AuthorityFolder folder = new AuthorityFolder(authorityFolder);
    Authority authority = folder.authority(clock);
    NodeKeys keys =
        authority.issue(node, hosts(), suites.stream().map(Suites.standard()::byId).toList());
    int port = brokerPort == 0 ? FreePort.find() : brokerPort;
    Secret secret = home.secret(environment);
    keys.save(home.keys(), secret.characters());
    authority.issueTimeStamper(node).save(home.keys(), authority.root(), secret.characters());
    writeSettings(home, port);
    byte[] directory = folder.enter(authority, member(keys, port), clock);
    DirectoryStore.open(home.directory(), authority.root(), Suites.standard())
        .accept(directory, clock);
  }

  /**
   * Makes the home of one who has to apply to an authority elsewhere: its keys, its settings, and
   * the application, which is for the suite INTL alone.
   *
   * @return for {@code Application.read}
   */
  public byte[] apply(Home home, Map<String, String> environment, Clock clock) throws IOException {
    refuseIfMade(home);
    if (!suites.equals(List.of(SUITE))) {
      throw new IllegalArgumentException("An application is for the suite " + SUITE + " alone");
    }
    Secret secret = home.secret(environment);
    Applicant applicant = Applicant.create(home.keys(), node, secret.characters(), clock);
    int port = brokerPort == 0 ? FreePort.find() : brokerPort;
    writeSettings(home, port);
    return applicant.apply(
        nameZh,
        nameEn,
        divisions,
        broker(port),
        hutong.routes.QueueNames.inbox(node),
        hosts(),
        clock);
  }

  /** What the authority enters of an applicant. */
  static Member member(ApplicationContent applied, Admission admission) throws Untrusted {
    String inbox = hutong.routes.QueueNames.inbox(applied.id());
    if (!CODE.matcher(applied.id()).matches()
        || applied.divisions().isEmpty()
        || !applied.inbox().equals(inbox)) {
      throw new Untrusted(Fault.MALFORMED, "the application's code, divisions or inbox");
    }
    return new Member(
        applied.id(),
        applied.nameZh(),
        applied.nameEn(),
        applied.divisions(),
        applied.broker(),
        inbox,
        List.of(admission.signingCertificate()),
        List.of(admission.encryptionCertificate()),
        List.of(SUITE),
        SUITE,
        List.of(),
        "cn",
        List.of());
  }

  private static void refuseIfMade(Home home) throws IOException {
    if (NodeKeys.exist(home.keys())) {
      throw new IOException("This home has keys already: " + home.folder());
    }
    if (Applicant.waits(home.keys())) {
      throw new IOException(
          "This home waits for the answer to its application: hutong certs join --answer FILE");
    }
  }

  private List<String> hosts() {
    return List.copyOf(new LinkedHashSet<>(List.of(host, "localhost", "127.0.0.1")));
  }

  private String broker(int port) {
    return brokerUrl.isEmpty() ? "tls://" + host + ":" + port : brokerUrl;
  }

  private void writeSettings(Home home, int port) throws IOException {
    new SettingsFile()
        .write(
            home.folder(),
            Map.of(
                "node", node,
                "name", Map.of("zh", nameZh, "en", nameEn),
                "divisions", divisions,
                "http", Map.of("port", httpPort),
                "broker", Map.of("url", brokerUrl, "host", host, "port", port)));
  }

  private Member member(NodeKeys keys, int port) {
    return new Member(
        node,
        nameZh,
        nameEn,
        divisions,
        broker(port),
        hutong.routes.QueueNames.inbox(node),
        keys.signingCertificates(),
        keys.encryptionCertificates(),
        suites,
        floor,
        List.of(),
        "cn",
        List.of());
  }
}
