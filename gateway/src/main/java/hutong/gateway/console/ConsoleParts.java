package hutong.gateway.console;

import hutong.certs.Directory;
import hutong.routes.Bells;
import hutong.routes.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What the console shows and works with.
 *
 * @param node id of the node
 * @param sourceIndex of (source system, source key)
 * @param elsewhere who else vouches for people; null: nobody
 * @param tls whether pages go encrypted, so that cookies may demand it
 * @param bodyTime within which a form has to be whole
 */
public record ConsoleParts(
    String node,
    Ledger ledger,
    Supplier<Directory> directory,
    BiFunction<String, String, byte[]> sourceIndex,
    Accounts accounts,
    Elsewhere elsewhere,
    Bells bells,
    boolean tls,
    Duration bodyTime,
    Clock clock) {}
