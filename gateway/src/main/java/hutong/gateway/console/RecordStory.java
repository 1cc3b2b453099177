package hutong.gateway.console;

import hutong.gateway.console.RecordPage.Event;
import hutong.routes.ledger.StoredReceipt;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferView;
import hutong.schemas.hx.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What happened to a record on both sides: here by the ledger, there by what the other side has
 * signed. Waits are drawn to scale, also the one that goes on.
 */
final class RecordStory {

  private static final int WHOLE = 1_000;
  private static final int THIN = 4;

  private final Names names;
  private final RecordWords words;
  private final Function<byte[], Receipt> receiptIn;

  private record Hop(Instant at, boolean own, String word, String detail) {}

  RecordStory(Names names, RecordWords words, Function<byte[], Receipt> receiptIn) {
    this.names = names;
    this.words = words;
    this.receiptIn = receiptIn;
  }

  /**
   * The story so far.
   *
   * @param ended whether nothing more is awaited
   */
  List<Event> tell(
      TransferView view,
      List<TimelineEntry> timeline,
      List<StoredReceipt> receipts,
      boolean ended,
      Instant now,
      Texts texts) {
    List<Hop> hops = new ArrayList<>();
    timeline.forEach(each -> hops.add(new Hop(each.at(), true, each.what(), each.detail())));
    hops.addAll(there(view, receipts));
    hops.sort(Comparator.comparing(Hop::at));
    List<Event> events = new ArrayList<>();
    if (hops.isEmpty()) {
      return events;
    }
    Instant first = hops.get(0).at;
    Instant last = hops.get(hops.size() - 1).at;
    if (!ended && now.isAfter(last)) {
      last = now;
    }
    long whole = Math.max(1, Duration.between(first, last).toMillis());
    Instant before = first;
    for (Hop hop : hops) {
      events.add(event(view, hop, first, before, whole, texts));
      before = hop.at;
    }
    if (!ended) {
      events.add(event(view, new Hop(last, true, "NOW", ""), first, before, whole, texts));
    }
    return events;
  }

  private Event event(
      TransferView view, Hop hop, Instant first, Instant before, long whole, Texts texts) {
    long begin = Duration.between(first, before).toMillis() * WHOLE / whole;
    Duration waited = Duration.between(before, hop.at);
    long share = Math.max(THIN, waited.toMillis() * WHOLE / whole);
    TransferFacts facts = view.facts();
    String here = view.outbound() ? facts.from() : facts.to();
    String there = view.outbound() ? facts.to() : facts.from();
    return new Event(
        Ages.time(hop.at),
        names.whole(hop.own ? here : there, texts),
        hop.own,
        RecordWords.event(view.outbound(), hop.word, texts),
        hop.word.equals("NOW") || !hop.own ? "" : hop.word,
        words.detail(hop.word, hop.detail, texts),
        (int) Math.min(WHOLE - THIN, begin),
        waited.isZero() ? 0 : (int) share,
        waited.isZero() ? "" : Ages.of(waited, texts));
  }

  /** What the other side says of itself. */
  private List<Hop> there(TransferView view, List<StoredReceipt> receipts) {
    List<Hop> hops = new ArrayList<>();
    if (!view.outbound()) {
      hops.add(new Hop(view.facts().created(), false, "THERE_CREATED", ""));
      return hops;
    }
    Set<Instant> received = new LinkedHashSet<>();
    for (StoredReceipt each : receipts) {
      Receipt says = receiptIn.apply(each.signedData());
      if (says.getReceivedAt() != null && received.add(says.getReceivedAt())) {
        hops.add(new Hop(says.getReceivedAt(), false, "THERE_RECEIVED", ""));
      }
      if (says.getDecidedAt() != null) {
        String code = says.getRejection() == null ? "" : says.getRejection().getCode().name();
        hops.add(new Hop(says.getDecidedAt(), false, "THERE_" + says.getOutcome(), code));
      }
    }
    return hops;
  }
}
