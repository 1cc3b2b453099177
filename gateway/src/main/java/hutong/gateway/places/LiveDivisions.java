package hutong.gateway.places;

import hutong.schemas.DivisionData;
import hutong.schemas.DivisionFaults;
import hutong.schemas.Divisions;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a running node use the version of the tables of divisions that its folder names. One that is
 * at fault is not taken, and what is in use stays; at the start that is the built-in one.
 */
public final class LiveDivisions {
  private static final Logger LOG = LoggerFactory.getLogger(LiveDivisions.class);

  private final DivisionsFolder folder;
  private final DivisionData builtIn;
  private final Divisions divisions;
  private final Consumer<String> refused;

  private String seen = "";
  private volatile String fault;

  /**
   * Takes what the folder names at once.
   *
   * @param refused is told the name of a version that was not taken
   */
  public LiveDivisions(DivisionsFolder folder, DivisionData builtIn, Consumer<String> refused) {
    this.folder = folder;
    this.builtIn = builtIn;
    this.divisions = new Divisions(builtIn);
    this.refused = refused;
    look();
  }

  public Divisions divisions() {
    return divisions;
  }

  /** What is wrong with the version that the folder names and that was not taken; null if none. */
  public String fault() {
    return fault;
  }

  /** Looks whether the folder names another one. */
  public synchronized void look() {
    String named = "?";
    try {
      Optional<String> current = folder.current();
      named = current.orElse("");
      if (named.equals(seen)) {
        return;
      }
      DivisionData newer = current.isEmpty() ? builtIn : folder.version(named);
      divisions.take(newer);
      fault = null;
      LOG.info("Divisions are resolved by {}, {} of them", newer.version(), newer.size());
    } catch (DivisionFaults | IOException faults) {
      if (!named.equals(seen)) {
        LOG.error(
            "Newer divisions are not taken, {} stays in use: {}",
            divisions.data().version(),
            faults.getMessage());
        refused.accept(named);
      }
      fault = faults.getMessage();
    }
    seen = named;
  }
}
