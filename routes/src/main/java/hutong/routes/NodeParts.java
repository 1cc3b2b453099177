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
 * @param validity how long a first arrival of what we send is accepted
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
    RetryPolicy retry,
    Duration validity,
    Clock clock) {

  /** Writes and signs receipts as this node. */
  public WriteReceipt receipts() {
    return new WriteReceipt(node, documents, sealer);
  }
}
