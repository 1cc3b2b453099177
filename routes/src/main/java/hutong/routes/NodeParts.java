package hutong.routes;

import hutong.certs.KeyedIndex;
import hutong.certs.Opener;
import hutong.certs.Sealer;
import hutong.certs.TimeAuthority;
import hutong.routes.control.RehearseKeys;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Urging;
import hutong.routes.submit.Submissions;
import hutong.schemas.Divisions;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.Validation;
import hutong.schemas.WorkingCalendar;
import java.time.Clock;
import java.time.Duration;

/**
 * Everything the legs of one node are made of; whoever runs a node brings it.
 *
 * @param node id of the node
 * @param directory the newest verified directory, and earlier ones
 * @param backlog most records for one destination that no receipt has come for yet
 * @param validity how long a first arrival of what we send is accepted
 * @param askAfter how long a partner may be silent before it is asked
 * @param contents how long those of ended records are kept; zero: as their types say
 * @param urging when answers that this node owes are reminded of and escalated
 * @param checkpointEvery how often the ledger is bound by a checkpoint
 * @param tracing is told how records travel
 * @param timeAuthority stamps checkpoints, on a thread that nothing waits for
 */
public record NodeParts(
    String node,
    Documents documents,
    RecordTypes types,
    Validation validation,
    Divisions divisions,
    WorkingCalendar calendar,
    HeldDirectory directory,
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
    Duration contents,
    Urging urging,
    Duration checkpointEvery,
    TimeAuthority timeAuthority,
    Tracing tracing,
    Clock clock) {

  /** Writes and signs receipts as this node. */
  public WriteReceipt receipts() {
    return new WriteReceipt(node, documents, sealer);
  }

  /** Asks partners about this node's next keys, and answers them about theirs. */
  public RehearseKeys rehearsal() {
    return new RehearseKeys(
        node,
        sealer,
        opener,
        directory,
        ledger.rehearsals(),
        ledger.controls(),
        controls(),
        bells,
        clock);
  }

  /** Writes and signs control documents as this node. */
  public WriteControl controls() {
    return new WriteControl(node, documents, sealer, clock);
  }
}
