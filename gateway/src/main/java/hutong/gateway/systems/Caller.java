package hutong.gateway.systems;

import hutong.routes.LocalSystem;
import java.util.Set;

/** Who has shown a valid key, and thereby what it may ask for. */
public sealed interface Caller {

  String name();

  /** What the key shown is for. */
  Set<KeyScope> scopes();

  /**
   * A local system: posts, and sees what is its own.
   *
   * @param retiring whether the key is of a system that this one has replaced: it may bring to an
   *     end what it has begun, and takes on nothing new
   */
  record Local(LocalSystem system, boolean retiring, Set<KeyScope> scopes) implements Caller {
    public Local(LocalSystem system, Set<KeyScope> scopes) {
      this(system, false, scopes);
    }

    @Override
    public String name() {
      return system.name();
    }
  }

  /** A person or program that runs the node: sees every transfer, posts none. */
  record Operator(String name, Set<KeyScope> scopes) implements Caller {}
}
