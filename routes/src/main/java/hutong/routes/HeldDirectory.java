package hutong.routes;

import hutong.certs.Directory;
import hutong.certs.StaleDirectory;
import hutong.certs.Untrusted;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The directory of members that this node goes by, and those it went by before. */
public interface HeldDirectory extends Supplier<Directory> {

  /** Of the last few versions the one that was in force then; empty if it is none of them. */
  Optional<Directory> at(Instant then);

  /**
   * Takes a newer one, whoever brought it: what counts is the authority's signature.
   *
   * @return false if it is the very one held
   */
  boolean take(byte[] signed) throws IOException, Untrusted, StaleDirectory;
}
