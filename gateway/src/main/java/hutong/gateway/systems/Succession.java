package hutong.gateway.systems;

import hutong.gateway.systems.RegistrationRefused.Why;
import hutong.routes.LocalSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Works out what the registry is when one system's work passes to another. */
final class Succession {

  private Succession() {}

  /**
   * The registrations then.
   *
   * @param fresh key of a successor that is registered by this
   */
  static List<Registration> of(
      Registry registry,
      Registration old,
      String by,
      StoredKey fresh,
      Instant now,
      Duration grace) {
    Optional<Registration> known = registry.named(by);
    if (by.equals(old.name()) || (known.isPresent() && !known.get().works())) {
      throw new RegistrationRefused(Why.NAME_TAKEN);
    }
    LocalSystem was = old.system();
    LocalSystem claim =
        known.isEmpty()
            ? new LocalSystem(by, was.decides(), was.role(), was.types(), was.divisions())
            : both(known.get().system(), was);
    SystemsFile.checkClaim(registry, claim, old.name());
    Instant until = now.plus(grace);
    List<StoredKey> left =
        old.keys().stream().map(key -> key.endingBy(until)).filter(k -> k.validAt(now)).toList();
    List<Registration> all = new ArrayList<>();
    for (Registration each : registry.registrations()) {
      if (each.name().equals(old.name())) {
        all.add(each.ended(new Ending(by, now, until), left));
      } else {
        all.add(each.name().equals(by) ? each.with(claim) : each);
      }
    }
    if (known.isEmpty()) {
      all.add(new Registration(by, claim, List.of(fresh)));
    }
    return all;
  }

  /** What serves all of both; refused where that would serve more than the two did. */
  private static LocalSystem both(LocalSystem own, LocalSystem other) {
    boolean sameKind =
        own.decides() == other.decides()
            && (own.role() == null ? other.role() == null : own.role().equals(other.role()));
    if (!sameKind) {
      throw new RegistrationRefused(Why.CLAIM_UNFIT);
    }
    if (own.covers(other)) {
      return own;
    }
    Set<String> divisions = new LinkedHashSet<>(own.divisions());
    divisions.addAll(other.divisions());
    if (own.types().equals(other.types())) {
      return new LocalSystem(
          own.name(), own.decides(), own.role(), own.types(), List.copyOf(divisions));
    }
    if (divisions.size() != own.divisions().size()
        || divisions.size() != other.divisions().size()) {
      throw new RegistrationRefused(Why.CLAIM_UNFIT);
    }
    Set<String> types = new TreeSet<>(own.types());
    types.addAll(other.types());
    // No types at all are all of them.
    boolean all = own.types().isEmpty() || other.types().isEmpty();
    return new LocalSystem(
        own.name(), own.decides(), own.role(), all ? Set.of() : types, own.divisions());
  }
}
