package hutong.routes.ledger;

import java.util.UUID;

/** What names a transfer everywhere: its verified sender (node id) and the sender's id (UUIDv7). */
public record TransferId(String from, UUID id) {}
