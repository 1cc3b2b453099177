package hutong.gateway.node;

import hutong.certs.Authority;
import hutong.certs.DirectoryContent;
import hutong.certs.DirectoryStore;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.StaleDirectory;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.routes.QueueNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Members without a node: others can send to them, and nobody can read it, since their keys are
 * thrown away. For networks that only have to be large.
 *
 * @param authority folder of the built-in authority
 */
public record AbsentMembers(Path authority, Clock clock) {

  private static final List<String> SUITES = List.of("INTL");

  /**
   * Enters all of them in one new version of the directory.
   *
   * @param brokers where each has its inbox, by its code; it covers the divisions of that
   * @param home takes that directory
   */
  public void enter(Map<String, String> brokers, Home home)
      throws IOException, Untrusted, StaleDirectory {
    AuthorityFolder folder = new AuthorityFolder(authority);
    Authority issuing = folder.existing(clock);
    List<Member> absent =
        brokers.entrySet().stream()
            .map(each -> member(issuing, each.getKey(), each.getValue()))
            .toList();
    byte[] signed =
        folder.change(
            issuing,
            content -> {
              List<Member> all = new ArrayList<>(content.members());
              all.addAll(absent);
              return new DirectoryContent(
                  content.version(),
                  content.issued(),
                  content.expires(),
                  all,
                  content.authorities(),
                  content.revoked());
            },
            clock);
    DirectoryStore.open(home.directory(), issuing.root(), Suites.standard()).accept(signed, clock);
  }

  /**
   * Writes the TLS key of a broker that is nobody's node, {@code broker.p12}, and whom it trusts.
   */
  public void saveBrokerKeys(Path folder, String host, char[] secret)
      throws IOException, Untrusted {
    new AuthorityFolder(authority).existing(clock).saveBrokerKeys(folder, List.of(host), secret);
  }

  private static Member member(Authority issuing, String code, String broker) {
    NodeKeys keys = issuing.issue(code, List.of());
    return new Member(
        code,
        code,
        code,
        NewNode.coveredBy(code),
        broker,
        QueueNames.inbox(code),
        keys.signingCertificates(),
        keys.encryptionCertificates(),
        SUITES,
        SUITES.get(0),
        List.of(),
        "cn",
        List.of());
  }
}
