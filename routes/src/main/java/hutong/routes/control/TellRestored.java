package hutong.routes.control;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.routes.Bells;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Restores;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Step "tell": after a restore every member is told, again and again until it has answered. */
public final class TellRestored {

  private final Ledger ledger;
  private final WriteControl write;
  private final Supplier<Directory> directory;
  private final Bells bells;
  private final Clock clock;

  public TellRestored(
      Ledger ledger, WriteControl write, Supplier<Directory> directory, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.write = write;
    this.directory = directory;
    this.bells = bells;
    this.clock = clock;
  }

  /** Once in a while. */
  public void tell() {
    Restores restores = ledger.restores();
    Optional<Restores.Restored> newest = restores.newest();
    if (newest.isEmpty()) {
      return;
    }
    List<String> members = directory.get().members().stream().map(Member::id).toList();
    for (String member : restores.toAsk(members, clock.instant())) {
      byte[] signed = write.restored(member, newest.get().epoch(), newest.get().point());
      restores.asked(member, signed, clock.instant());
      bells.outbox(member).ring();
    }
  }
}
