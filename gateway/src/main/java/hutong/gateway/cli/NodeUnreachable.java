package hutong.gateway.cli;

import java.io.IOException;

/** The node could not be asked: nothing is known of what was to be done. */
final class NodeUnreachable extends IOException {
  private static final long serialVersionUID = 1L;

  NodeUnreachable(String message, IOException cause) {
    super(message, cause);
  }
}
