package hutong.routes.control;

import hutong.certs.Directory;
import hutong.routes.ledger.Controls;
import hutong.schemas.hx.Unreadable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Step "reseal": what a recipient could not read goes again, as soon as the directory here is as
 * new as the recipient's and the ledger knows what was sent (its answer may be faster than our
 * commit). Only hints are kept here: the ordinary repeat comes in any case, sealed for the key of
 * its day.
 */
public final class ResealUnread {

  private static final int MOST_OF_ONE = 8;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Hint(List<byte[]> envelopes, long version, Instant since, Instant next) {

    /** Looks again after as long as it has been kept, so ever more seldom. */
    private Hint seen(Instant now) {
      Instant later = now.plus(Duration.between(since, now));
      return new Hint(envelopes, version, since, later);
    }
  }

  private final Controls controls;
  private final Supplier<Directory> directory;
  private final Clock clock;
  private final Map<String, List<Hint>> hints = new HashMap<>();

  public ResealUnread(Controls controls, Supplier<Directory> directory, Clock clock) {
    this.controls = controls;
    this.directory = directory;
    this.clock = clock;
  }

  /** The recipient is a verified member, so there are as many as the directory has, at most. */
  synchronized void later(String recipient, Unreadable unreadable) {
    List<byte[]> envelopes =
        unreadable.getEnvelope().stream().map(HexFormat.of()::parseHex).toList();
    List<Hint> its = hints.computeIfAbsent(recipient, any -> new ArrayList<>());
    if (its.size() < MOST_OF_ONE) {
      Instant now = clock.instant();
      its.add(new Hint(envelopes, unreadable.getDirectoryVersion(), now, now));
    }
  }

  /** Once in a while. */
  public synchronized void reseal() {
    Instant now = clock.instant();
    long version = directory.get().version();
    hints.forEach((recipient, its) -> its.replaceAll(hint -> look(recipient, hint, version, now)));
    hints.values().forEach(its -> its.removeIf(Objects::isNull));
    hints.values().removeIf(List::isEmpty);
  }

  /** Returns null if there is nothing more to look for. */
  private Hint look(String recipient, Hint hint, long version, Instant now) {
    if (Duration.between(hint.since, now).abs().compareTo(KEPT) > 0) {
      return null;
    }
    if (version < hint.version || hint.next.isAfter(now)) {
      return hint;
    }
    return controls.unread(recipient, hint.envelopes, now) > 0 ? null : hint.seen(now);
  }
}
