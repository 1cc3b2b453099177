package hutong.gateway.simulate;

/** What a simulated peer can do. */
enum Deed {
  /** A message as it should be. */
  SENT,
  DUPLICATED,
  CORRUPTED,
  TRUNCATED,
  SWALLOWED,
  DELAYED,
  /** Decisions of its desk. */
  ACCEPTED,
  REFUSED,
  IGNORED
}
