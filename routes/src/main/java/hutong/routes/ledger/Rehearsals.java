package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What each partner said when it was last asked whether it knows this node's next keys. */
public interface Rehearsals {

  /**
   * One partner's standing.
   *
   * @param answered null if it has not answered
   * @param verdict {@code VERIFIED}, or why not; null if it has not answered
   * @param directoryVersion that it held; 0 if it has not answered
   */
  record Rehearsal(
      String partner, Instant asked, Instant answered, String verdict, long directoryVersion) {}

  /** Keeps the control until it is sent; an earlier question to that partner is forgotten. */
  void asked(String partner, UUID id, byte[] signedData, Instant now);

  /** Notes an answer to the newest question; any other changes nothing. */
  void answered(String partner, UUID id, String verdict, long directoryVersion, Instant now);

  /** By partner. */
  List<Rehearsal> all();
}
