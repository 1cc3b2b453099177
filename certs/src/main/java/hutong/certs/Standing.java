package hutong.certs;

import java.util.Optional;

/**
 * What is known, at this time, of whether a certificate was revoked.
 *
 * @param revocation the gravest word of all who may say so
 * @param silent its authority has been silent for too long, or was never heard: it may know worse
 */
record Standing(Optional<Revocation> revocation, boolean silent) {

  static Standing of(Revocation revocation) {
    return new Standing(Optional.of(revocation), false);
  }

  /** Not revoked, by a word that is fresh enough. */
  boolean good() {
    return revocation.isEmpty() && !silent;
  }

  /** What two who may say so say together. */
  Standing and(Standing other) {
    return new Standing(
        revocation.isEmpty()
            ? other.revocation
            : Optional.of(other.revocation.map(revocation.get()::and).orElse(revocation.get())),
        silent || other.silent);
  }
}
