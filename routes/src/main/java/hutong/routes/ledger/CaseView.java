package hutong.routes.ledger;

import java.time.Instant;

/** Where the case stands that a record opened, and since when. */
public record CaseView(CaseState state, Instant since) {}
