package hutong.routes;

import hutong.certs.Directory;
import hutong.certs.KeyedIndex;
import hutong.certs.Opener;
import hutong.certs.Sealer;
import hutong.routes.ledger.Ledger;
import hutong.routes.submit.Submissions;
import hutong.schemas.Divisions;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.Validation;
import hutong.schemas.WorkingCalendar;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Everything the legs of one node are made of; whoever runs a node brings it.
 *
 * @param node id of the node
 * @param directory the newest verified directory
 * @param backlog most records for one destination that no receipt has come for yet
 * @param validity how long a first arrival of what we send is accepted
 * @param askAfter how long a partner may be silent before it is asked
 */
public record NodeParts(
    String node,
    Documents documents,
    RecordTypes types,
    Validation validation,
    Divisions divisions,
    WorkingCalendar calendar,
    Supplier<Directory> directory,
    Sealer sealer,
    Opener opener,
    KeyedIndex index,
    Ledger ledger,
    LocalSystems systems,
    Submissions submissions,
    BrokerConnections brokers,
    Bells bells,
    int backlog,
    Duration validity,
    Duration askAfter,
    Clock clock) {

  /** Writes and signs receipts as this node. */
  public WriteReceipt receipts() {
    return new WriteReceipt(node, documents, sealer);
  }

  /** Writes and signs control documents as this node. */
  public WriteControl controls() {
    return new WriteControl(node, documents, sealer, clock);
  }
}
