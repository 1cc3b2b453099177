package hutong.gateway.node;

import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.DirectoryStore;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Secret;
import hutong.certs.StaleDirectory;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.gateway.settings.SettingsFile;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a node's home: its keys from the built-in authority, its settings, and a new version of the
 * directory with it in.
 *
 * @param node six-digit code of the jurisdiction
 * @param divisions prefixes of the codes it covers
 * @param host where other members reach its broker
 * @param brokerPort 0 chooses a free one, once and for all
 * @param httpPort 0: any free one at each start
 */
public record NewNode(
    String node,
    String nameZh,
    String nameEn,
    List<String> divisions,
    String host,
    int brokerPort,
    int httpPort) {

  private static final Period DIRECTORY_LIFE = Period.ofYears(1);
  private static final String SUITE = "INTL";

  /** A node on this machine alone, with the divisions of its code and any free ports. */
  public static NewNode local(String node, String nameZh, String nameEn) {
    return new NewNode(node, nameZh, nameEn, coveredBy(node), "127.0.0.1", 0, 0);
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
    if (NodeKeys.exist(home.keys())) {
      throw new IOException("This home has keys already: " + home.folder());
    }
    Secret authoritySecret = Secret.of(authorityFolder.resolve("secret"), null);
    Authority authority =
        Authority.exists(authorityFolder)
            ? Authority.open(authorityFolder, authoritySecret.characters(), clock)
            : Authority.create(authorityFolder, authoritySecret.characters(), clock);
    Set<String> hosts = new LinkedHashSet<>(List.of(host, "localhost", "127.0.0.1"));
    NodeKeys keys = authority.issue(node, List.copyOf(hosts));
    int port = brokerPort == 0 ? freePort() : brokerPort;
    Secret secret = home.secret(environment);
    keys.save(home.keys(), secret.characters());
    new SettingsFile()
        .write(
            home.folder(),
            Map.of(
                "node", node,
                "name", Map.of("zh", nameZh, "en", nameEn),
                "divisions", divisions,
                "http", Map.of("port", httpPort),
                "broker", Map.of("host", host, "port", port)));
    byte[] directory = enter(authority, authorityFolder, member(keys, port), clock);
    DirectoryStore.open(home.directory(), authority.root(), Suites.standard())
        .accept(directory, clock);
  }

  private Member member(NodeKeys keys, int port) {
    return new Member(
        node,
        nameZh,
        nameEn,
        divisions,
        "tcp://" + host + ":" + port,
        hutong.routes.QueueNames.inbox(node),
        List.of(keys.signingCertificate()),
        keys.encryptionCertificates(),
        List.of(SUITE),
        SUITE,
        List.of(),
        "cn");
  }

  /** The authority keeps every version; the newest has this member in it. */
  private byte[] enter(Authority authority, Path folder, Member member, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    DirectoryStore store =
        DirectoryStore.open(folder.resolve("directory"), authority.root(), Suites.standard());
    Optional<Directory> held = store.current();
    List<Member> members = new ArrayList<>();
    held.ifPresent(
        directory ->
            directory.members().stream()
                .filter(other -> !other.id().equals(member.id()))
                .forEach(members::add));
    members.add(member);
    byte[] signed =
        authority.signDirectory(
            new DirectoryContent(
                held.map(Directory::version).orElse(0L) + 1,
                clock.instant(),
                clock.instant().atOffset(ZoneOffset.UTC).plus(DIRECTORY_LIFE).toInstant(),
                members));
    store.accept(signed, clock);
    return signed;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
