package hutong.gateway.node;

import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.DirectoryStore;
import hutong.certs.Member;
import hutong.certs.Outage;
import hutong.certs.Secret;
import hutong.certs.StaleDirectory;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.gateway.broker.BrokerInstance;
import hutong.gateway.broker.BrokerPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The built-in authority's folder: its keys, and every version of the directory it signed. */
public record AuthorityFolder(Path folder) {

  private static final Period DIRECTORY_LIFE = Period.ofYears(1);

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
    if (!Authority.exists(folder)) {
      throw new IOException("There is no authority in " + folder);
    }
    Authority authority = authority(clock);
    Member member =
        member(authority, node)
            .orElseThrow(() -> new IOException("The directory has no such member"));
    List<Outage> outages = new ArrayList<>(member.outages());
    outages.removeIf(each -> !each.until().isAfter(clock.instant()));
    outages.add(outage);
    enter(authority, member.withOutages(outages), clock);
    long version = store(authority).current().orElseThrow().version();
    return folder.resolve("directory").resolve("directory-" + version + ".cms");
  }

  /** Writes the folder of a broker for members, with keys of its own. */
  public void prepare(BrokerInstance broker, BrokerPlan plan, Clock clock)
      throws IOException, Untrusted {
    if (!Authority.exists(folder)) {
      throw new IOException("There is no authority in " + folder);
    }
    Authority authority = authority(clock);
    Directory directory =
        store(authority)
            .current()
            .orElseThrow(() -> new IOException("The authority has signed no directory"));
    broker.write(plan, authority, directory);
  }

  /** As the newest directory has it. */
  Optional<Member> member(Authority authority, String node) throws IOException, Untrusted {
    return store(authority).current().flatMap(directory -> directory.member(node));
  }

  /** Signs a new version of the directory, with this member in it as it is now. */
  byte[] enter(Authority authority, Member member, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    DirectoryStore store = store(authority);
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

  private DirectoryStore store(Authority authority) throws IOException, Untrusted {
    return DirectoryStore.open(folder.resolve("directory"), authority.root(), Suites.standard());
  }
}
