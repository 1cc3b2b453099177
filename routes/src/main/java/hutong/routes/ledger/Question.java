package hutong.routes.ledger;

import java.util.List;
import java.util.UUID;

/** Transfers that a partner has been silent about for too long, oldest silence first. */
public record Question(String partner, List<UUID> ids) {}
