package hutong.gateway.broker;

import java.nio.file.Path;
import java.util.List;

/**
 * How this node's own broker runs.
 *
 * @param folder journal, paging and large messages
 * @param host address it listens on for other members, with mutual TLS 1.3
 * @param port 0 for any free one
 * @param members nodes whose inboxes it holds
 * @param tls this node's TLS key and what it trusts
 */
public record BrokerSettings(
    Path folder, String host, int port, List<String> members, TlsStores tls) {}
