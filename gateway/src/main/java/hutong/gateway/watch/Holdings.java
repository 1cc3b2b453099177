package hutong.gateway.watch;

import java.util.List;

/** What a node keeps how long, and when its disk is full of it. */
public record Holdings(DiskForecast.Outlook disk, List<Keeping> kept) {}
