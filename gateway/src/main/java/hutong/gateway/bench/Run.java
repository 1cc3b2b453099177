package hutong.gateway.bench;

import hutong.certs.Floor;
import hutong.certs.Suite;
import hutong.gateway.node.Canon;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What the scenarios of one run share: how large they are, and what cryptography costs here. */
final class Run {

  private final Sizes sizes;
  private final Canon canon = Canon.load();
  private final Map<String, Floor> floors = new HashMap<>();
  private boolean warm;

  Run(Sizes sizes) {
    this.sizes = sizes;
  }

  Sizes sizes() {
    return sizes;
  }

  Canon canon() {
    return canon;
  }

  /** Measured once in a run for each suite. */
  Floor floor(Suite suite) {
    return floors.computeIfAbsent(suite.id(), any -> Floor.measure(suite, Loop.CONTENT_BYTES));
  }

  /** How long this process has to be warmed: long the first time. */
  Duration warmUp() {
    Duration time = warm ? sizes.further() : sizes.warmUp();
    warm = true;
    return time;
  }
}
