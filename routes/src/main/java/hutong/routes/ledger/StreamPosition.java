package hutong.routes.ledger;

import java.util.List;
import java.util.UUID;

/**
 * The place of a record in its stream (sender, recipient, person).
 *
 * @param stream random id of the stream
 * @param number 1, 2, 3 …
 * @param predecessor number of the record delivered before this one; 0 for the first
 * @param skipped numbers between the two that will never come, the last 64 of them at most
 */
public record StreamPosition(UUID stream, long number, long predecessor, List<Long> skipped) {}
