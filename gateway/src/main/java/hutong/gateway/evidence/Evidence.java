package hutong.gateway.evidence;

import hutong.certs.Opened;
import hutong.certs.TimeStamp;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.LedgerPosition;
import hutong.schemas.ReceivedExchange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a container shows, for its page.
 *
 * @param opened the signed exchange document; null if it was erased
 * @param exchange what it says; null if it was erased, or is refused as unreadable
 * @param bound places of the events that checkpoints bind
 * @param names the members' names by id, Chinese and English
 * @param files SHA-256 of every file, by name
 * @param stamp time stamp of the container; null while it is being made
 */
record Evidence(
    Statement statement,
    Opened opened,
    ReceivedExchange exchange,
    List<Receipted> receipts,
    Set<LedgerPosition> bound,
    Map<String, String> names,
    SortedMap<String, byte[]> files,
    TimeStamp stamp) {

  /** A receipt, verified, what it says, and which event of its signer's ledger it names. */
  record Receipted(Opened opened, Confirmation says, LedgerPosition position) {}
}
