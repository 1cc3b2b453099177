package hutong.gateway.http;

import hutong.certs.Directory;
import hutong.gateway.approvals.Approvals;
import hutong.gateway.audit.Acts;
import hutong.gateway.batches.KeptTables;
import hutong.gateway.console.Accounts;
import hutong.gateway.console.Elsewhere;
import hutong.gateway.dialects.Dialects;
import hutong.gateway.evidence.ExportEvidence;
import hutong.gateway.systems.FollowRegistry;
import hutong.gateway.systems.Meters;
import hutong.gateway.systems.SystemsFile;
import hutong.gateway.trace.CallTraces;
import hutong.gateway.watch.Holdings;
import hutong.gateway.watch.Metrics;
import hutong.gateway.webhooks.CallHook;
import hutong.routes.Bells;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.submit.NameRecipient;
import hutong.routes.submit.Submissions;
import hutong.schemas.Divisions;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The parts of a node that the API opens to its callers.
 *
 * @param node id of the node
 * @param meters counts what callers ask for against their limits
 * @param follow has the ledger follow the registry of systems
 * @param divisionFault what is wrong with newer tables of divisions that were not taken; else null
 * @param documentOf takes the exchange document out of SignedData that was verified when it was
 *     stored
 * @param directory the newest verified one
 * @param batches keeps tables that are worked off later
 * @param hooks calls webhooks
 * @param approvals has done what takes two people
 * @param acts notes what operators do
 * @param operationsBegun told when an operation on many records is to run
 * @param operationsPerSecond how many records of one are looked at a second at most
 * @param accounts who may sign in to the console
 * @param elsewhere who else vouches for people of the console; null: nobody
 * @param metrics what a monitoring system sees
 * @param traces follows calls whose callers do
 * @param holdings what is kept how long, and when the disk is full
 * @param rehearse asks the partners about the keys that wait
 * @param ownKeys of this node, without what is private of them
 * @param receipts writes the receipt of a decision
 */
public record ApiParts(
    String node,
    Submissions submissions,
    Ledger ledger,
    SystemsFile systems,
    Meters meters,
    FollowRegistry follow,
    Divisions divisions,
    Supplier<String> divisionFault,
    Documents documents,
    RecordTypes types,
    Dialects dialects,
    Function<byte[], byte[]> documentOf,
    ReceiptWriter receipts,
    SourceIndex sourceIndex,
    NameRecipient nameRecipient,
    Approvals approvals,
    SubjectIndex subjectIndex,
    Supplier<Directory> directory,
    ExportEvidence evidence,
    Bells bells,
    KeptTables batches,
    CallHook hooks,
    Acts acts,
    Runnable operationsBegun,
    int operationsPerSecond,
    Metrics metrics,
    CallTraces traces,
    Supplier<Holdings> holdings,
    Accounts accounts,
    Elsewhere elsewhere,
    Rehearse rehearse,
    OwnKeys ownKeys,
    Clock clock) {}
