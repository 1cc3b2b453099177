package hutong.gateway.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Parts that start beside each other. */
record ProcessGroup(List<Part> parts) {

  void start(Duration longest) throws IOException {
    for (Part each : parts) {
      each.start();
    }
    for (Part each : parts) {
      each.awaitReady(longest);
    }
  }

  void kill() {
    for (Part each : parts) {
      try {
        each.kill();
      } catch (IOException fault) {
        throw new UncheckedIOException(fault);
      }
    }
  }
}
