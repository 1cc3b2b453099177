package hutong.routes.dispatch;

/** Whose fault it is when an entry of the outbox can't be signed or sealed. */
final class Suspicion {

  /** As many chances as an entry gets that failed whenever nothing beside it succeeded. */
  private static final int CHANCES = 5;

  private Suspicion() {}

  /**
   * Whether the entry itself is to blame: a neighbour went, or it has failed too often by now.
   * Otherwise it may be our fault, and that of no entry.
   *
   * @param attempts how often it was tried before
   */
  static boolean fallsOnEntry(int attempts, boolean neighbourWent) {
    return neighbourWent || attempts + 1 >= CHANCES;
  }
}
