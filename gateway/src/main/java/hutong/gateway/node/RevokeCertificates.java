package hutong.gateway.node;

import hutong.certs.AcceptedAuthority;
import hutong.certs.Authority;
import hutong.certs.DirectoryContent;
import hutong.certs.Member;
import hutong.certs.Revocation;
import hutong.certs.RevocationReason;
import hutong.certs.StaleDirectory;
import hutong.certs.Untrusted;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Revokes certificates, whoever issued them, in a new version of an authority's directory. */
public record RevokeCertificates(AuthorityFolder book) {

  /**
   * What became of it; the revocations as the directory has them now.
   *
   * @param directory the file of the newest version
   * @param fresh of certificates that were not revoked before
   * @param graver of those that were, with a milder reason or from a later time on
   * @param unchanged of those that were revoked as gravely before
   */
  public record Done(
      Path directory, List<Revocation> fresh, List<Revocation> graver, List<Revocation> unchanged) {

    /** Whether there is a new version of the directory. */
    public boolean changed() {
      return !fresh.isEmpty() || !graver.isEmpty();
    }
  }

  /**
   * Revokes those that are chosen of all that the authority issued and the directory lists.
   *
   * @param node a member whose they are; null for anybody's
   * @param one whether only a single certificate can be meant
   * @param invalidFrom from when on the key is suspected, or null
   */
  public Done choose(
      String node,
      Predicate<X509Certificate> which,
      boolean one,
      RevocationReason reason,
      Instant invalidFrom,
      Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    Authority authority = book.existing(clock);
    List<X509Certificate> chosen = known(authority, node).stream().filter(which).toList();
    if (chosen.isEmpty()) {
      throw new IOException("There is no such certificate" + (node == null ? "" : " of " + node));
    }
    if (one && chosen.size() > 1) {
      throw new IOException("Several certificates have this serial number: name one by its file");
    }
    return revoke(authority, chosen, reason, invalidFrom, clock);
  }

  /**
   * Revokes certificates that are shown: of this authority, or of one that the directory accepts.
   *
   * @param invalidFrom from when on the keys are suspected, or null
   */
  public Done shown(
      Collection<X509Certificate> certificates,
      RevocationReason reason,
      Instant invalidFrom,
      Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    Authority authority = book.existing(clock);
    List<AcceptedAuthority> accepted = book.held(authority).authorities();
    for (X509Certificate each : certificates) {
      if (!authority.keep(each) && accepted.stream().noneMatch(other -> other.issued(each))) {
        throw new IOException(
            "A certificate in the file is neither of this authority nor of one that it accepts");
      }
    }
    return revoke(authority, certificates, reason, invalidFrom, clock);
  }

  private Set<X509Certificate> known(Authority authority, String node)
      throws IOException, Untrusted {
    Set<X509Certificate> known = new LinkedHashSet<>();
    for (Member member : book.held(authority).members()) {
      if (node == null || member.id().equals(node)) {
        known.addAll(member.signing());
        known.addAll(member.encryption());
      }
    }
    authority.issued().stream()
        .filter(each -> node == null || Authority.commonName(each).equals(node))
        .forEach(known::add);
    return known;
  }

  private Done revoke(
      Authority authority,
      Collection<X509Certificate> certificates,
      RevocationReason reason,
      Instant invalidFrom,
      Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    Instant now = clock.instant();
    List<Revocation> said =
        certificates.stream().map(each -> Revocation.of(each, now, reason, invalidFrom)).toList();
    DirectoryContent held = book.held(authority);
    DirectoryContent next = held.with(said);
    List<Revocation> fresh = new ArrayList<>();
    List<Revocation> graver = new ArrayList<>();
    List<Revocation> unchanged = new ArrayList<>();
    for (X509Certificate each : certificates) {
      Optional<Revocation> before = held.revocation(each);
      Revocation after = next.revocation(each).orElseThrow();
      if (before.isEmpty()) {
        fresh.add(after);
      } else {
        (before.get().equals(after) ? unchanged : graver).add(after);
      }
    }
    Done done = new Done(null, fresh, graver, unchanged);
    if (done.changed()) {
      book.change(authority, content -> content.with(said), clock);
    }
    return new Done(book.newest(), fresh, graver, unchanged);
  }
}
