package hutong.gateway.console;

import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds records. */
final class RecordsScreen implements Screen {

  private static final int MOST = 100;

  private final ConsoleParts parts;
  private final Names names;

  RecordsScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
  }

  @Override
  public void mount(Pages pages) {
    List<String> same = List.of("FIND", "FIND_BY_SOURCE");
    pages.get("/console/records", Right.DESK, "records", same, visit -> nothing());
    // What is looked for may be about a person, so it stands in no address.
    pages.ask("/console/records/find", Right.DESK, "records", same, this::found);
  }

  private static Content nothing() {
    return Content.of("records", new FoundPage(false, "", "", "", List.of()));
  }

  private Content found(Visit visit) {
    String typed = visit.field("id");
    String system = visit.field("system");
    String key = visit.field("key");
    UUID id = Visit.uuid(typed);
    List<TransferView> found = new ArrayList<>();
    if (id != null) {
      parts.ledger().find(id, visit.account().viewer()).ifPresent(found::add);
    } else if (!system.isEmpty() && !key.isEmpty()) {
      byte[] index = parts.sourceIndex().apply(system, key);
      found.addAll(parts.ledger().findBySource(index, visit.account().viewer()));
    }
    List<FoundPage.Hit> hits =
        found.stream().limit(MOST).map(each -> hit(each, visit.texts())).toList();
    return Content.of("records", new FoundPage(true, typed, system, key, hits));
  }

  private FoundPage.Hit hit(TransferView view, Texts texts) {
    TransferFacts facts = view.facts();
    String other = view.outbound() ? facts.to() : facts.from();
    return new FoundPage.Hit(
        facts.id().toString(),
        facts.type(),
        view.state(),
        names.whole(other, texts),
        Ages.time(facts.created()));
  }
}
