package hutong.certs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known, at this time, of whether a certificate was revoked.
 *
 * @param known false if its authority has been silent for too long, or was never heard: it is not
 *     relied on
 * @param revoked every word that it was revoked; all of them count
 */
record Standing(boolean known, List<Revocation> revoked) {

  static final Standing GOOD = new Standing(true, List.of());
  static final Standing UNKNOWN = new Standing(false, List.of());

  Standing {
    revoked = List.copyOf(revoked);
  }

  /** Both together: the words of either, and unknown if one is. */
  Standing and(Standing other) {
    List<Revocation> all = new ArrayList<>(revoked);
    all.addAll(other.revoked);
    return new Standing(known && other.known, all);
  }

  boolean good() {
    return known && revoked.isEmpty();
  }

  /** Whether what arrives now, signed at a time that its signer claims, falls by one of them. */
  boolean refuses(Instant signingTime) {
    return revoked.stream().anyMatch(each -> !each.sparesClaim(signingTime));
  }
}
