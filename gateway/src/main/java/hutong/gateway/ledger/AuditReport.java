package hutong.gateway.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What an audit found.
 *
 * @param unstamped checkpoints without a time stamp
 * @param erased transfers of which a tombstone is left
 * @param pruned other transfers whose content was kept long enough and is no longer held
 * @param unbound events since the newest checkpoint: those alone can be cut off, by whoever can
 *     write to the whole database, without that being seen
 * @param bound when the newest checkpoint was made; null if there is none
 * @param findings the first bad row first, at most {@value LedgerAudit#MOST}; empty if all is whole
 */
public record AuditReport(
    long epoch,
    long events,
    long checkpoints,
    long unstamped,
    long transfers,
    long receipts,
    long erased,
    long pruned,
    long unbound,
    Instant bound,
    List<AuditFinding> findings) {}
