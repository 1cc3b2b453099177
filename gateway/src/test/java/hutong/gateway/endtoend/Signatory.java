package hutong.gateway.endtoend;

import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.DirectoryStore;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Secret;
import hutong.certs.Suites;
import hutong.routes.QueueNames;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Signs directories for tests with the authority of a folder. */
final class Signatory {

  private static final int DIVISIONS = 4_096;

  private final Authority authority;
  private long version;

  Signatory(Path folder) throws Exception {
    this.authority =
        Authority.open(
            folder, Secret.of(folder.resolve("secret"), null).characters(), Clock.systemUTC());
    this.version =
        DirectoryStore.open(folder.resolve("directory"), authority.root(), Suites.standard())
            .current()
            .orElseThrow()
            .version();
  }

  /** Signs the next version and puts it into the folder of one region. */
  byte[] give(Region region, Collection<Member> members, Duration life) throws Exception {
    Instant now = Instant.now();
    byte[] signed =
        authority.signDirectory(
            new DirectoryContent(++version, now, now.plus(life), List.copyOf(members)));
    store(region).accept(signed, Clock.systemUTC());
    return signed;
  }

  /**
   * These and others who are nobody, all with one node's keys for sealing, and with so many
   * divisions that few of them make a directory large: each member has threads of its own.
   */
  List<Member> withOthers(Collection<Member> members, IntStream codes) {
    NodeKeys keys = authority.issue("500000", List.of());
    List<Member> all = new ArrayList<>(members);
    codes.forEach(
        code ->
            all.add(
                new Member(
                    Integer.toString(code),
                    "某地",
                    "Somewhere",
                    IntStream.range(0, DIVISIONS)
                        .mapToObj(i -> code + "%06d".formatted(i))
                        .toList(),
                    "tls://127.0.0.1:9",
                    QueueNames.inbox(Integer.toString(code)),
                    List.of(),
                    keys.encryptionCertificates(),
                    List.of("INTL"),
                    "INTL",
                    List.of(),
                    "cn",
                    List.of())));
    return all;
  }

  static Directory held(Region region) throws Exception {
    return store(region).current().orElseThrow();
  }

  static DirectoryStore store(Region region) throws Exception {
    char[] secret = region.home().secret(Map.of()).characters();
    NodeKeys keys = NodeKeys.load(region.home().keys(), secret);
    return DirectoryStore.open(region.home().directory(), keys.root(), Suites.standard());
  }
}
