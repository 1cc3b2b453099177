package hutong.gateway.http;

import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Viewer;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Answers what became of records: their events, and what one source row became, as far as the
 * caller may see.
 */
final class ReadRecords {

  private static final int LONGEST_KEY = 200;

  private final Ledger ledger;
  private final SourceIndex sourceIndex;
  private final Clock clock;
  private final LedgerThreads threads;
  private final Failures failures;
  private final SearchRecords search;

  ReadRecords(ApiParts parts, LedgerThreads threads, Failures failures, SearchRecords search) {
    this.search = search;
    this.ledger = parts.ledger();
    this.sourceIndex = parts.sourceIndex();
    this.clock = parts.clock();
    this.threads = threads;
    this.failures = failures;
  }

  /** Without a source row an operator searches; a system knows its rows. */
  void find(Call call) {
    if (call.viewer() instanceof Viewer.Operator
        && call.query("sourceSystem") == null
        && call.query("sourceKey") == null) {
      search.search(call);
    } else {
      findBySource(call);
    }
  }

  private void findBySource(Call call) {
    String system = required(call, "sourceSystem");
    String key = required(call, "sourceKey");
    Viewer viewer = call.viewer();
    threads
        .ask(call.context(), () -> ledger.findBySource(sourceIndex.of(system, key), viewer))
        .onSuccess(
            (List<TransferView> found) ->
                call.json(
                    200,
                    out ->
                        out.objects(
                            "items", found, view -> ViewJson.transfer(out, view, clock.instant()))))
        .onFailure(fault -> failures.answer(call, fault));
  }

  void timeline(Call call) {
    UUID id = call.pathId("id");
    Viewer viewer = call.viewer();
    threads
        .ask(call.context(), () -> ledger.timeline(id, viewer))
        .onSuccess((List<TimelineEntry> events) -> timeline(call, id, events))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void timeline(Call call, UUID id, List<TimelineEntry> events) {
    if (events.isEmpty()) {
      call.refuse(new Refused(ApiCode.NOT_FOUND));
      return;
    }
    call.json(
        200,
        out -> {
          out.text("id", id);
          out.objects("events", events, event -> ViewJson.event(out, event));
        });
  }

  private static String required(Call call, String name) {
    String value = call.query(name);
    if (value == null || value.isEmpty() || value.length() > LONGEST_KEY) {
      throw Refused.parameter(name);
    }
    return value;
  }
}
