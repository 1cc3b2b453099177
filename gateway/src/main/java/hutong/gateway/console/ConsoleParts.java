package hutong.gateway.console;

import hutong.certs.Directory;
import hutong.gateway.audit.Acts;
import hutong.gateway.watch.RouteHistory;
import hutong.routes.Bells;
import hutong.routes.ledger.Ledger;
import java.time.Clock;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What the console shows and works with.
 *
 * @param node id of the node
 * @param sourceIndex of (source system, source key)
 * @param routes how the routes stood over the last hours
 * @param acts notes what people do
 * @param tls whether pages go encrypted, so that cookies may demand it
 */
public record ConsoleParts(
    String node,
    Ledger ledger,
    Supplier<Directory> directory,
    BiFunction<String, String, byte[]> sourceIndex,
    Accounts accounts,
    Bells bells,
    RouteHistory routes,
    Acts acts,
    boolean tls,
    Clock clock) {}
