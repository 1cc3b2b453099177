package hutong.certs;

/** What is known, at this time, of whether a certificate was revoked. */
sealed interface Standing {

  /** Not revoked, by a word that is fresh enough. */
  record Good() implements Standing {}

  record Revoked(Revocation revocation) implements Standing {}

  /** Its authority has been silent for too long, or was never heard: not relied on. */
  record Unknown() implements Standing {}
}
