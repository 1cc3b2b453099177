package hutong.gateway.watch;

import java.util.List;

/**
 * What a node keeps how long, and when its disk is full of it.
 *
 * @param reusable octets of the ledger that are free for new records; null if its database does not
 *     say
 */
public record Holdings(DiskForecast.Outlook disk, List<Keeping> kept, Long reusable) {}
