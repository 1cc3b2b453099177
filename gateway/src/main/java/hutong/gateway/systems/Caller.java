package hutong.gateway.systems;

import hutong.routes.LocalSystem;

/** Who has shown a valid key, and thereby what it may ask for. */
public sealed interface Caller {

  String name();

  /**
   * A local system: posts, and sees what is its own.
   *
   * @param retiring whether the key is of a system that this one has replaced: it may bring to an
   *     end what it has begun, and takes on nothing new
   */
  record Local(LocalSystem system, boolean retiring) implements Caller {
    public Local(LocalSystem system) {
      this(system, false);
    }

    @Override
    public String name() {
      return system.name();
    }
  }

  /** A person or program that runs the node: sees every transfer, posts none. */
  record Operator(String name) implements Caller {}
}
