package hutong.routes.receive;

import hutong.routes.Bells;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Held;
import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.TransferId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "hold": a record whose attachments come apart waits in the ledger until they are here and
 * compared, and nobody is answered before that. So a record may come before its pieces, and nothing
 * else waits for either. One that was received before needs no pieces, and neither does one that is
 * refused.
 */
public final class HoldArrivals {

  private static final Logger LOG = LoggerFactory.getLogger(HoldArrivals.class);

  private final Attachments attachments;
  private final Bells bells;
  private final Clock clock;

  public HoldArrivals(Attachments attachments, Bells bells, Clock clock) {
    this.attachments = attachments;
    this.bells = bells;
    this.clock = clock;
  }

  public ReadArrivals.Read hold(ReadArrivals.Read read) {
    read.arrivals().stream()
        .filter(one -> one.refusal() != null && !one.attachments().isEmpty())
        .forEach(this::forget);
    List<Arrival> waiting =
        read.arrivals().stream()
            .filter(one -> one.refusal() == null && !one.attachments().isEmpty())
            .toList();
    if (waiting.isEmpty()) {
      return read;
    }
    Set<TransferId> before =
        attachments.received(waiting.stream().map(one -> one.facts().transferId()).toList());
    waiting.stream().filter(one -> before.contains(one.facts().transferId())).forEach(this::forget);
    List<Held> held =
        waiting.stream()
            .filter(one -> !before.contains(one.facts().transferId()))
            .map(HoldArrivals::held)
            .toList();
    for (Held dropped : attachments.hold(held, clock.instant())) {
      LOG.warn(
          "Record {} of {} is not kept: too many wait for attachments; its sender repeats it",
          dropped.id().id(),
          dropped.id().from());
    }
    bells.complete().ring();
    List<Arrival> rest = new ArrayList<>(read.arrivals());
    rest.removeIf(one -> waiting.contains(one) && !before.contains(one.facts().transferId()));
    return new ReadArrivals.Read(rest, read.quarantined());
  }

  /** Whatever came for it only takes room. */
  private void forget(Arrival arrival) {
    attachments.forget(
        arrival.facts().from(),
        arrival.attachments().stream().map(LargeAttachment::digest).toList());
  }

  private static Held held(Arrival arrival) {
    return new Held(
        0,
        arrival.facts().transferId(),
        arrival.digest(),
        arrival.signedData(),
        arrival.attachments());
  }
}
