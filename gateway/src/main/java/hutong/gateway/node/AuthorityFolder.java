package hutong.gateway.node;

import hutong.certs.AcceptedAuthority;
import hutong.certs.Admission;
import hutong.certs.Application;
import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.DirectoryStore;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Outage;
import hutong.certs.Pem;
import hutong.certs.PrivateFile;
import hutong.certs.Role;
import hutong.certs.Secret;
import hutong.certs.StaleDirectory;
import hutong.certs.StandIn;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.gateway.broker.BrokerInstance;
import hutong.gateway.broker.BrokerPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The built-in authority's folder: its keys, and every version of the directory it signed. */
public record AuthorityFolder(Path folder) {

  private static final Period DIRECTORY_LIFE = Period.ofYears(1);

  /** Opens the authority, which has to be there. */
  Authority existing(Clock clock) throws IOException, Untrusted {
    if (!Authority.exists(folder)) {
      throw new IOException("There is no authority in " + folder);
    }
    return authority(clock);
  }

  /** Opens the authority, made if there is none yet. */
  Authority authority(Clock clock) throws IOException, Untrusted {
    Secret secret = Secret.of(folder.resolve("secret"), null);
    return Authority.exists(folder)
        ? Authority.open(folder, secret.characters(), clock)
        : Authority.create(folder, secret.characters(), clock);
  }

  /**
   * Announces one more outage of a member, and forgets those that are over.
   *
   * @return the file of the new version of the directory
   */
  public Path announce(String node, Outage outage, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    return amend(
        node,
        member -> {
          List<Outage> outages = new ArrayList<>(member.outages());
          outages.removeIf(each -> !each.until().isAfter(clock.instant()));
          outages.add(outage);
          return member.withOutages(outages);
        },
        clock);
  }

  /** Enters that another stands in for a member; what is over is forgotten. */
  public Path standIn(String node, StandIn other, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    return amend(
        node,
        member -> {
          List<StandIn> standIns = new ArrayList<>(member.standIns());
          standIns.removeIf(each -> !each.until().isAfter(clock.instant()));
          standIns.add(other);
          return member.withStandIns(standIns);
        },
        clock);
  }

  /** Enters through which proxy a member's broker is reached; empty for none. */
  public Path proxy(String node, String proxy, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    return amend(node, member -> member.withProxy(proxy), clock);
  }

  /** Accepts an authority beside this one, for the members named in it. */
  public Path accept(AcceptedAuthority outside, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    Authority authority = existing(clock);
    change(authority, content -> content.with(outside), clock);
    return newest();
  }

  /** Lists further certificates of a member, each by its role. */
  public Path list(String node, List<X509Certificate> certificates, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    return amend(
        node,
        member ->
            member
                .withSigning(and(member.signing(), Role.SIGNING, certificates))
                .withEncryption(and(member.encryption(), Role.ENCRYPTION, certificates)),
        clock);
  }

  private static List<X509Certificate> and(
      List<X509Certificate> held, Role role, List<X509Certificate> further) {
    Set<X509Certificate> all = new LinkedHashSet<>(held);
    further.stream().filter(role::isOf).forEach(all::add);
    return List.copyOf(all);
  }

  private Path amend(String node, UnaryOperator<Member> change, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    Authority authority = existing(clock);
    Member member =
        member(authority, node)
            .orElseThrow(() -> new IOException("The directory has no such member"));
    enter(authority, change.apply(member), clock);
    return newest();
  }

  /**
   * Makes an applicant a member: issues its certificates and signs a directory with it in. The same
   * application again gets an answer again.
   *
   * @param node the code that it is to have, by the authority's own word and not by the applicant's
   * @param divisions the same of what it is to cover: it gets everybody's records for them
   * @throws IOException also if it wants anything else, or another has its code or one of its
   *     divisions
   */
  public Admission admit(
      Application application, String node, Collection<String> divisions, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    if (!application.content().id().equals(node)
        || !Set.copyOf(application.content().divisions()).equals(Set.copyOf(divisions))) {
      throw new IOException(
          "This application is for "
              + application.content().id()
              + " and covers "
              + String.join(",", application.content().divisions())
              + ", not for "
              + node
              + " with "
              + String.join(",", divisions));
    }
    Authority authority = existing(clock);
    Admission admission = authority.admit(application);
    Member member = NewNode.member(application.content(), admission);
    Optional<Directory> held = store(authority).current();
    for (Member other : held.map(Directory::members).orElse(List.of())) {
      if (other.id().equals(member.id())) {
        if (other.signing().stream().noneMatch(application::signsAs)) {
          throw new IOException("There is a member " + member.id() + " already, with other keys");
        }
      } else if (other.divisions().stream().anyMatch(member.divisions()::contains)) {
        throw new IOException("Member " + other.id() + " covers one of these divisions already");
      }
    }
    return admission.withDirectory(enter(authority, member, clock));
  }

  /** The file of the newest directory that was signed. */
  public Path newest() throws IOException {
    Path directories = folder.resolve("directory");
    try (var files = Files.list(directories)) {
      return files
          .max(Comparator.comparing(AuthorityFolder::versionOf))
          .orElseThrow(() -> new IOException("The authority has signed no directory"));
    }
  }

  private static long versionOf(Path file) {
    return Long.parseLong("0" + file.getFileName().toString().replaceAll("[^0-9]", ""));
  }

  /** Whether the node in whose home this authority is takes every new directory by itself. */
  public boolean hasHome() {
    return NodeKeys.exist(home().keys());
  }

  private Home home() {
    return new Home(folder.toAbsolutePath().normalize().getParent());
  }

  /** Writes the folder of a broker for members, with keys of its own. */
  public void prepare(BrokerInstance broker, BrokerPlan plan, Clock clock)
      throws IOException, Untrusted {
    Authority authority = existing(clock);
    Directory directory =
        store(authority)
            .current()
            .orElseThrow(() -> new IOException("The authority has signed no directory"));
    broker.write(plan, authority, directory);
  }

  /** Makes the key with which a node that has no outside authority stamps times. */
  public void makeTimeStamper(Home home, Map<String, String> environment, Clock clock)
      throws IOException, Untrusted {
    if (!Authority.exists(folder)) {
      throw new IOException("There is no authority in " + folder);
    }
    char[] secret = home.secret(environment).characters();
    NodeKeys keys = NodeKeys.load(home.keys(), secret);
    Authority authority = authority(clock);
    authority.issueTimeStamper(keys.memberId()).save(home.keys(), authority.root(), secret);
  }

  /** As the newest directory has it. */
  Optional<Member> member(Authority authority, String node) throws IOException, Untrusted {
    return store(authority).current().flatMap(directory -> directory.member(node));
  }

  /**
   * Signs a new version of the directory, with this member in it as it is now. The node in whose
   * home the authority is takes it at once, and passes it on to the others while it runs.
   */
  byte[] enter(Authority authority, Member member, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    return change(authority, content -> content.with(member), clock);
  }

  /** Signs the next version of the directory, changed like this, and its revocation list. */
  byte[] change(Authority authority, UnaryOperator<DirectoryContent> change, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    DirectoryStore store = store(authority);
    Instant now = clock.instant();
    Instant until = now.atOffset(ZoneOffset.UTC).plus(DIRECTORY_LIFE).toInstant();
    DirectoryContent held =
        store
            .current()
            .map(Directory::content)
            .orElseGet(() -> new DirectoryContent(0, now, until, List.of()));
    DirectoryContent next = change.apply(held.next(now, until));
    Authority signing = signing(authority, next);
    byte[] signed = signing.signDirectory(next);
    store.accept(signed, clock);
    PrivateFile.write(
        folder.resolve("crl.pem"), Pem.ofRevocations(authority.signRevocations(next)));
    if (hasHome()) {
      DirectoryStore.open(home().directory(), authority.root(), Suites.standard())
          .accept(signed, clock);
    }
    return signed;
  }

  /** No directory can revoke the certificate that signs it. */
  private Authority signing(Authority authority, DirectoryContent next) throws IOException {
    if (next.revocation(authority.directoryCertificate()).isEmpty()) {
      return authority;
    }
    return authority.withNewDirectoryKey(
        folder, Secret.of(folder.resolve("secret"), null).characters());
  }

  /** As it was signed last. */
  DirectoryContent held(Authority authority) throws IOException, Untrusted {
    return store(authority)
        .current()
        .orElseThrow(() -> new IOException("The authority has signed no directory"))
        .content();
  }

  private DirectoryStore store(Authority authority) throws IOException, Untrusted {
    return DirectoryStore.open(folder.resolve("directory"), authority.root(), Suites.standard());
  }
}
