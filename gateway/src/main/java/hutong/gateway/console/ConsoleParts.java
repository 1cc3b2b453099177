package hutong.gateway.console;

import hutong.certs.Directory;
import hutong.gateway.approvals.Approvals;
import hutong.gateway.audit.Acts;
import hutong.gateway.dialects.Dialects;
import hutong.gateway.dialects.HeldRecords;
import hutong.gateway.http.OwnKeys;
import hutong.gateway.http.Rehearse;
import hutong.gateway.systems.SystemsFile;
import hutong.gateway.watch.Holdings;
import hutong.gateway.watch.RouteHistory;
import hutong.routes.Bells;
import hutong.routes.ledger.Ledger;
import hutong.schemas.RecordTypes;
import hutong.schemas.hx.Receipt;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the console shows and works with.
 *
 * @param node id of the node
 * @param sourceIndex of (source system, source key)
 * @param routes how the routes stood over the last hours
 * @param acts notes what people do
 * @param approvals has done what takes two people
 * @param holdings what is kept how long, and when the disk is full
 * @param receiptIn reads what a signed receipt says that was verified when it was stored
 * @param operationsBegun told when an operation on many records is to run
 * @param operationsPerSecond how many records of one are looked at a second at most
 * @param elsewhere who else vouches for people; null: nobody
 * @param systems local systems and their keys
 * @param keys of this node
 * @param records opens records that are held
 * @param tls whether pages go encrypted, so that cookies may demand it
 * @param bodyTime within which a form has to be whole
 */
public record ConsoleParts(
    String node,
    Ledger ledger,
    Supplier<Directory> directory,
    BiFunction<String, String, byte[]> sourceIndex,
    SystemsFile systems,
    RecordTypes types,
    Function<byte[], Receipt> receiptIn,
    Runnable operationsBegun,
    int operationsPerSecond,
    Accounts accounts,
    Elsewhere elsewhere,
    Bells bells,
    RouteHistory routes,
    Acts acts,
    Approvals approvals,
    Supplier<Holdings> holdings,
    OwnKeys keys,
    Rehearse rehearse,
    Dialects dialects,
    HeldRecords records,
    boolean tls,
    Duration bodyTime,
    Clock clock) {}
