package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Records handed to a local system until an instant; unanswered ones are then offered again. */
public record Lease(UUID id, Instant until, List<MailItem> items) {}
