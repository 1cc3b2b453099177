package hutong.gateway.evidence;

import hutong.certs.PastDirectories;
import hutong.certs.TrustRoots;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a reader trusts.
 *
 * @param members for directories, and so for whatever members signed
 * @param stamps for time stamps
 * @param demanded whether those are the reader's own demand: members' roots don't do for time then
 */
public record ReaderRoots(TrustRoots members, TrustRoots stamps, boolean demanded) {

  /** The same for both. */
  public static ReaderRoots of(TrustRoots roots) {
    return new ReaderRoots(roots, roots, false);
  }

  /** Time stamps of these alone. */
  public ReaderRoots demanding(TrustRoots authorities) {
    return new ReaderRoots(members, authorities, true);
  }

  /** Files with lists of revoked certificates that concerned nobody, after all was judged. */
  public Set<String> unclaimed() {
    Set<String> all = new TreeSet<>(members.unclaimed());
    all.addAll(stamps.unclaimed());
    return all;
  }

  /** The same, which know of what these directories revoke. */
  ReaderRoots knowing(PastDirectories directories) {
    return new ReaderRoots(directories.told(members), directories.told(stamps), demanded);
  }
}
