package hutong.gateway.systems;

import hutong.routes.LocalSystem;

/** Who has shown a valid key, and thereby what it may ask for. */
public sealed interface Caller {

  String name();

  /** A local system: posts, and sees what is its own. */
  record Local(LocalSystem system) implements Caller {
    @Override
    public String name() {
      return system.name();
    }
  }

  /** A person or program that runs the node: sees every transfer, posts none. */
  record Operator(String name) implements Caller {}
}
