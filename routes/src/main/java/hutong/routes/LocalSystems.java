package hutong.routes;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The local systems of this node; changes are seen without a restart. */
public interface LocalSystems {

  Collection<LocalSystem> all();

  /** The system of this name, or whoever has taken its work over. */
  default Optional<LocalSystem> named(String name) {
    return working(name);
  }

  /** The system of this name if it works itself; whoever has taken its work over is another. */
  default Optional<LocalSystem> working(String name) {
    return all().stream().filter(system -> system.name().equals(name)).findFirst();
  }

  /** Most records of this system that no receipt has come for yet. */
  default int mostWaiting(String system) {
    return Integer.MAX_VALUE;
  }

  /** The one that decides: most specific division, then the one that names the type. */
  default Optional<LocalSystem> decider(String type, String division) {
    return all().stream()
        .filter(system -> system.decides() && system.serves(type, division))
        .max(
            Comparator.<LocalSystem>comparingInt(system -> system.specificity(division))
                .thenComparing(system -> !system.types().isEmpty())
                .thenComparing(Comparator.comparing(LocalSystem::name).reversed()));
  }

  default List<LocalSystem> readers(String type, String division) {
    return all().stream()
        .filter(system -> system.reads() && system.serves(type, division))
        .toList();
  }
}
