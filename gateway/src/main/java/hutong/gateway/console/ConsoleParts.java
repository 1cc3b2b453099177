package hutong.gateway.console;

import hutong.certs.Directory;
import hutong.gateway.dialects.Dialects;
import hutong.gateway.dialects.HeldRecords;
import hutong.gateway.http.OwnKeys;
import hutong.gateway.http.Rehearse;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.Bells;
import hutong.routes.ledger.Ledger;
import hutong.schemas.RecordTypes;
import java.time.Clock;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What the console shows and works with.
 *
 * @param node id of the node
 * @param sourceIndex of (source system, source key)
 * @param systems local systems and their keys
 * @param keys of this node
 * @param records opens records that are held
 * @param tls whether pages go encrypted, so that cookies may demand it
 */
public record ConsoleParts(
    String node,
    Ledger ledger,
    Supplier<Directory> directory,
    BiFunction<String, String, byte[]> sourceIndex,
    Accounts accounts,
    Bells bells,
    RecordTypes types,
    SystemsFile systems,
    OwnKeys keys,
    Rehearse rehearse,
    Dialects dialects,
    HeldRecords records,
    boolean tls,
    Clock clock) {}
