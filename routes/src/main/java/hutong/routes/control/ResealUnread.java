package hutong.routes.control;

import hutong.certs.Directory;
import hutong.routes.ledger.Controls;
import hutong.schemas.hx.Unreadable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;

/**
 * Step "reseal": what a recipient could not read goes again, as soon as the directory here is as
 * new as the recipient's and the ledger knows what was sent (its answer may be faster than our
 * commit). Only hints are kept here: the ordinary repeat comes in any case, sealed for the key of
 * its day.
 */
public final class ResealUnread {

  private static final int MOST_KEPT = 1024;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Hint(String recipient, List<byte[]> envelopes, long version, Instant until) {}

  private final Controls controls;
  private final Supplier<Directory> directory;
  private final Clock clock;
  private final LinkedBlockingDeque<Hint> hints = new LinkedBlockingDeque<>(MOST_KEPT);

  public ResealUnread(Controls controls, Supplier<Directory> directory, Clock clock) {
    this.controls = controls;
    this.directory = directory;
    this.clock = clock;
  }

  void later(String recipient, Unreadable unreadable) {
    List<byte[]> envelopes =
        unreadable.getEnvelope().stream().map(HexFormat.of()::parseHex).toList();
    var unused =
        hints.offer(
            new Hint(
                recipient,
                envelopes,
                unreadable.getDirectoryVersion(),
                clock.instant().plus(KEPT)));
  }

  /** Once in a while. */
  public void reseal() {
    Instant now = clock.instant();
    long version = directory.get().version();
    for (Iterator<Hint> each = hints.iterator(); each.hasNext(); ) {
      Hint hint = each.next();
      boolean done =
          hint.until.isBefore(now)
              || (version >= hint.version
                  && controls.unread(hint.recipient, hint.envelopes, now) > 0);
      if (done) {
        each.remove();
      }
    }
  }
}
