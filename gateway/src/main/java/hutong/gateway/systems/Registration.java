package hutong.gateway.systems;

import hutong.routes.LocalSystem;
import java.util.List;

/**
 * One registered local system or operator, with its keys.
 *
 * @param system null for an operator
 * @param keys several while they are being rotated
 */
public record Registration(String name, LocalSystem system, List<StoredKey> keys) {

  public Registration {
    if (!SystemName.valid(name)) {
      throw new IllegalArgumentException("a name is 2 to 40 of a-z, 0-9 and hyphen");
    }
    if (system != null && !system.name().equals(name)) {
      throw new IllegalArgumentException("a registration has one name");
    }
    keys = List.copyOf(keys);
  }

  public boolean operator() {
    return system == null;
  }

  Caller caller() {
    return operator() ? new Caller.Operator(name) : new Caller.Local(system);
  }

  Registration with(List<StoredKey> others) {
    return new Registration(name, system, others);
  }
}
