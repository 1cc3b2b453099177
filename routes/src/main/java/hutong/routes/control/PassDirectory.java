package hutong.routes.control;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.StaleDirectory;
import hutong.certs.Untrusted;
import hutong.routes.Bells;
import hutong.routes.DirectoryFrame;
import hutong.routes.HeldDirectory;
import hutong.routes.Quarantine;
import hutong.routes.RateLimit;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Ledger;
import hutong.schemas.hx.DirectoryHeld;
import hutong.schemas.hx.DirectoryPart;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "pass directory": every member tells every other which version of the directory it holds,
 * when it starts, when it has taken a newer one, once a day, and often while its own has expired.
 * Who holds a newer one than it hears of sends it; who hears of a newer one tells its teller, one
 * at a time, that it is behind.
 *
 * <p>Nothing is kept over a restart: telling begins anew with it. Equal versions are never
 * answered, so nothing goes round in circles.
 */
public final class PassDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(PassDirectory.class);
  private static final Duration TELL_AGAIN = Duration.ofDays(1);

  /** Whose own has expired can verify no answer: it has to be sent one unasked. */
  private static final Duration TELL_AGAIN_EXPIRED = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Beyond this somebody only keeps others from sending theirs. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Twice as long each time. */
  private static final Duration UNBELIEVED = Duration.ofSeconds(10);

  private static final int LONGEST_UNBELIEVED = 9;
  private static final int TOLD_AT_ONCE = 8;
  private static final int OFFERS = 4;

  private final String node;
  private final HeldDirectory directory;
  private final WriteControl write;
  private final Ledger ledger;
  private final Bells bells;
  private final Quarantine quarantine;
  private final Clock clock;
  private final RateLimit offers;
  private final RateLimit parts;
  private final Map<String, Long> heard = new HashMap<>();
  private final Map<String, Instant> unbelieved = new HashMap<>();
  private final Map<String, Integer> failings = new HashMap<>();
  private final List<String> toTell = new ArrayList<>();
  private long told;
  private Instant toldAt = Instant.MIN;
  private Gathering gathering;

  public PassDirectory(
      String node,
      HeldDirectory directory,
      WriteControl write,
      Ledger ledger,
      Bells bells,
      Quarantine quarantine,
      Clock clock) {
    this.node = node;
    this.directory = directory;
    this.write = write;
    this.ledger = ledger;
    this.bells = bells;
    this.quarantine = quarantine;
    this.clock = clock;
    this.offers = new RateLimit(OFFERS, Duration.ofSeconds(20), clock);
    this.parts = new RateLimit(DirectoryFrame.MOST, Duration.ofSeconds(1), clock);
  }

  /** Once a second: a few members more are told, and one that holds a newer version is asked. */
  public synchronized void pass() {
    Instant now = clock.instant();
    Directory held = directory.get();
    Duration again = held.expiredAt(now) ? TELL_AGAIN_EXPIRED : TELL_AGAIN;
    if (held.version() > told || !toldAt.plus(again).isAfter(now)) {
      told = held.version();
      toldAt = now;
      toTell.clear();
      held.members().stream()
          .map(Member::id)
          .filter(member -> !member.equals(node))
          .filter(member -> heard.getOrDefault(member, 0L) != told)
          .forEach(toTell::add);
      Collections.shuffle(toTell);
    }
    for (int i = 0; i < TOLD_AT_ONCE && !toTell.isEmpty(); i++) {
      say(toTell.remove(toTell.size() - 1));
    }
    seek(held, now);
  }

  /** A verified member says which version it holds, or holds at the least. */
  synchronized void heard(String member, long version) {
    heard.put(member, version);
  }

  /**
   * A verified member says which version it holds, and perhaps which part of ours it wants next.
   */
  synchronized void heard(String member, DirectoryHeld said) {
    heard(member, said.getHeld());
    Directory held = directory.get();
    DirectoryPart wanted = said.getWanted();
    if (wanted != null && wanted.getVersion() == held.version()) {
      if (parts.allows(member)) {
        send(member, held, wanted.getNumber());
      }
    } else if (said.getHeld() < held.version() && offers.allows(member)) {
      send(member, held, 0);
    }
  }

  /** A part has come; nothing in it is believed before the whole verifies. */
  synchronized void gather(DirectoryFrame frame) {
    Directory held = directory.get();
    if (frame.version() <= held.version()
        || held.member(frame.from()).isEmpty()
        || isUnbelieved(frame.from())) {
      return;
    }
    if (frame.number() == 0 && (gathering == null || gathering.isEmpty())) {
      gathering = new Gathering(frame.from(), frame.version(), frame.count(), clock.instant());
    }
    if (gathering == null || !gathering.add(frame, clock.instant())) {
      return;
    }
    if (gathering.whole()) {
      byte[] signed = gathering.octets();
      gathering = null;
      take(frame, signed);
    } else {
      put(
          frame.from(),
          write.directory(frame.from(), held.version(), frame.version(), gathering.next()));
    }
  }

  private void take(DirectoryFrame frame, byte[] signed) {
    heard.put(frame.from(), frame.version());
    try {
      if (directory.take(signed)) {
        LOG.info("Directory version {} came from {}", directory.get().version(), frame.from());
      }
    } catch (StaleDirectory meanwhile) {
      LOG.debug("A newer directory was taken meanwhile");
    } catch (Untrusted forged) {
      quarantine(frame.from(), signed, forged.fault().name());
    } catch (RuntimeException unforeseen) {
      LOG.error("A directory could not be read", unforeseen);
      quarantine(frame.from(), signed, "UNREADABLE");
    } catch (IOException unwritable) {
      heard.remove(frame.from());
      LOG.error("A newer directory could not be kept", unwritable);
    }
  }

  /**
   * Who has sent what is no directory, or never comes to its end, is not listened to for a time.
   */
  private boolean isUnbelieved(String member) {
    Instant until = unbelieved.get(member);
    return until != null && until.isAfter(clock.instant());
  }

  private void disbelieve(String member) {
    int times = failings.merge(member, 1, Integer::sum);
    Duration penalty = UNBELIEVED.multipliedBy(1L << Math.min(times - 1, LONGEST_UNBELIEVED));
    unbelieved.put(member, clock.instant().plus(penalty));
  }

  private void quarantine(String from, byte[] signed, String fault) {
    heard.remove(from);
    disbelieve(from);
    ledger.quarantine(List.of(quarantine.of(signed, "DIRECTORY_" + fault, from)));
  }

  /** Of those who hold a newer one the first that answers in time; others are asked later. */
  private void seek(Directory held, Instant now) {
    if (gathering != null) {
      boolean tooLong = !gathering.begun().plus(LONGEST).isAfter(now);
      if (!tooLong && gathering.since().plus(PATIENCE).isAfter(now)) {
        return;
      }
      heard.remove(gathering.from());
      if (tooLong) {
        disbelieve(gathering.from());
      }
      gathering = null;
    }
    heard.keySet().removeIf(member -> held.member(member).isEmpty());
    heard.entrySet().stream()
        .filter(each -> each.getValue() > held.version() && !isUnbelieved(each.getKey()))
        .max(Map.Entry.comparingByValue())
        .ifPresent(
            each -> {
              gathering = new Gathering(each.getKey(), each.getValue(), 0, now);
              say(each.getKey());
            });
  }

  private void send(String member, Directory held, long number) {
    DirectoryFrame.of(node, held.version(), held.signed(), number)
        .ifPresent(frame -> put(member, frame.write()));
  }

  private void say(String member) {
    put(member, write.directory(member, directory.get().version()));
  }

  private void put(String member, byte[] octets) {
    ledger.controls().put(member, octets, clock.instant());
    bells.outbox(member).ring();
  }
}
