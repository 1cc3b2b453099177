package hutong.routes.deliver;

import hutong.routes.LocalSystem;
import hutong.routes.LocalSystems;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Undelivered;
import java.util.List;
import java.util.Optional;

/**
 * Step "choose": exactly one system decides on a record; with none, or no single office, it is
 * parked for a person. An answer goes to the system that asked.
 */
public final class ChooseSystems {

  private final LocalSystems systems;

  public ChooseSystems(LocalSystems systems) {
    this.systems = systems;
  }

  public List<Offer> choose(List<Undelivered> waiting) {
    return waiting.stream().map(this::choose).toList();
  }

  private Offer choose(Undelivered record) {
    if (record.requestedBy() != null) {
      return new Offer.To(record.key(), record.requestedBy(), List.of());
    }
    if (record.offices().isEmpty()) {
      return new Offer.Park(record.key(), "NO_OFFICE", List.of());
    }
    if (record.offices().size() > 1) {
      return new Offer.Park(record.key(), "ADDRESS_UNDECIDED", record.offices());
    }
    String office = record.offices().get(0);
    String type = record.facts().type();
    Optional<LocalSystem> decider = systems.decider(type, office);
    if (decider.isEmpty()) {
      return new Offer.Park(record.key(), "NO_DECIDER", record.offices());
    }
    List<Offer.Reader> readers =
        systems.readers(type, office).stream()
            .map(reader -> new Offer.Reader(reader.name(), reader.role()))
            .toList();
    return new Offer.To(record.key(), decider.get().name(), readers);
  }
}
