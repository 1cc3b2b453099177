package hutong.routes.ledger;

import hutong.schemas.DueDate;
import java.time.Instant;
import java.util.List;

/**
 * One record in a local system's mailbox.
 *
 * @param notice how a record that the system posted and that did not get through stands now; null
 *     for a record that was received
 * @param role null if the system decides, else the role in which it reads
 * @param deliveries how often it was handed out, this time included
 * @param signedData as received; the exchange document is inside; null if what is stored is damaged
 */
public record MailItem(
    TransferFacts facts,
    OutboundState notice,
    String role,
    int deliveries,
    Instant receivedAt,
    DueDate due,
    List<String> marks,
    byte[] signedData) {}
