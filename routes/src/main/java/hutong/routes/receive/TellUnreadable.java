package hutong.routes.receive;

import hutong.certs.Directory;
import hutong.routes.Bells;
import hutong.routes.Bundle;
import hutong.routes.RateLimit;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Controls;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells a member that what it wrote was sealed for a key that is not held here. The only answer to
 * what is not verified, so it goes to whom the broker authenticated and to nobody that a message
 * names; it holds digests alone, and few go in a minute.
 */
public final class TellUnreadable {

  private static final int BURST = 16;
  private static final Duration STEP = Duration.ofSeconds(1);

  private final WriteControl write;
  private final Controls controls;
  private final Supplier<Directory> directory;
  private final Bells bells;
  private final RateLimit limit;
  private final Clock clock;

  public TellUnreadable(
      WriteControl write,
      Controls controls,
      Supplier<Directory> directory,
      Bells bells,
      Clock clock) {
    this.write = write;
    this.controls = controls;
    this.directory = directory;
    this.bells = bells;
    this.limit = new RateLimit(BURST, STEP, clock);
    this.clock = clock;
  }

  /**
   * @param member as the broker authenticated it; null if it did not say
   * @param envelopes of one message, {@value Bundle#MOST} at most and perhaps one more
   */
  void tell(String member, List<byte[]> envelopes) {
    Directory now = directory.get();
    if (envelopes.isEmpty()
        || member == null
        || now.member(member).isEmpty()
        || !limit.allows(member)) {
      return;
    }
    List<String> digests =
        envelopes.stream()
            .limit(WriteControl.MOST)
            .map(envelope -> HexFormat.of().formatHex(Bundle.sha256(envelope)))
            .toList();
    controls.put(member, write.unreadable(member, digests, now.version()), clock.instant());
    bells.outbox(member).ring();
  }
}
