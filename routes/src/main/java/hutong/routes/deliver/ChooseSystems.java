package hutong.routes.deliver;

import hutong.routes.LocalSystem;
import hutong.routes.LocalSystems;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.SystemChanges;
import hutong.routes.ledger.Undelivered;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "choose": exactly one system decides on a record; with none, or no single office, it is
 * parked for a person. An answer goes to the system that asked, or has taken over from it.
 */
public final class ChooseSystems {

  private static final Logger LOG = LoggerFactory.getLogger(ChooseSystems.class);

  private final LocalSystems systems;

  public ChooseSystems(LocalSystems systems) {
    this.systems = systems;
  }

  public List<Offer> choose(List<Undelivered> waiting) {
    return waiting.stream().map(this::chooseOrPark).toList();
  }

  /** A record for which that fails in a way nobody foresaw must not hold up its neighbours. */
  private Offer chooseOrPark(Undelivered record) {
    try {
      return choose(record);
    } catch (RuntimeException unforeseen) {
      LOG.error("No system can be chosen for {}", record.facts().id(), unforeseen);
      return new Offer.Park(record.key(), "NOT_CHOOSABLE", record.offices());
    }
  }

  private Offer choose(Undelivered record) {
    if (record.requestedBy() != null) {
      Optional<LocalSystem> asker = systems.named(record.requestedBy());
      if (asker.isPresent()) {
        return new Offer.To(record.key(), asker.get().name(), List.of());
      }
    }
    if (record.offices().isEmpty()) {
      String reason = record.requestedBy() == null ? "NO_OFFICE" : "ASKER_GONE";
      return new Offer.Park(record.key(), reason, List.of());
    }
    if (record.offices().size() > 1) {
      return new Offer.Park(record.key(), "ADDRESS_UNDECIDED", record.offices());
    }
    String office = record.offices().get(0);
    String type = record.facts().type();
    Optional<LocalSystem> decider = systems.decider(type, office);
    if (decider.isEmpty()) {
      return new Offer.Park(record.key(), SystemChanges.NO_DECIDER, record.offices());
    }
    List<Offer.Reader> readers =
        systems.readers(type, office).stream()
            .map(reader -> new Offer.Reader(reader.name(), reader.role()))
            .toList();
    return new Offer.To(record.key(), decider.get().name(), readers);
  }
}
