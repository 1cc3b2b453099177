package hutong.routes.ledger;

import java.util.List;

/** Where a received record goes inside this node. */
public sealed interface Offer {

  long key();

  /**
   * To one system that decides, and to readers.
   *
   * @param readers reading systems, each {@code system} with the role in which it reads
   */
  record To(long key, String decider, List<Reader> readers) implements Offer {}

  /** To nobody yet: a person has to say; {@code reason} is a stable word. */
  record Park(long key, String reason, List<String> candidates) implements Offer {}

  /** A system that gets a copy, with the fields its role allows. */
  record Reader(String system, String role) {}
}
