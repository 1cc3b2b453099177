package hutong.routes.receive;

import hutong.certs.Fault;
import hutong.certs.Opener;
import hutong.certs.Untrusted;
import hutong.routes.Bundle;
import hutong.routes.Quarantine;
import hutong.routes.QueueMessage;
import hutong.routes.ledger.Quarantined.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * Step "open": nothing is looked at, counted or answered before it is decrypted and its signer is
 * verified (invariant 2). What fails is quarantined; if all that is missing is the key, the member
 * who wrote it is told.
 */
public final class OpenEnvelopes {

  private final Opener opener;
  private final Quarantine quarantine;

  private final TellUnreadable tell;

  public OpenEnvelopes(Opener opener, Quarantine quarantine, TellUnreadable tell) {
    this.opener = opener;
    this.tell = tell;
    this.quarantine = quarantine;
  }

  public Group open(List<QueueMessage> messages) {
    Group group = new Group();
    for (QueueMessage message : messages) {
      List<byte[]> unreadable = new ArrayList<>();
      for (byte[] envelope : Bundle.read(message.body())) {
        try {
          group.incoming.add(new Incoming(opener.open(envelope), message));
        } catch (Untrusted fault) {
          group.quarantined.add(
              quarantine.of(envelope, fault.fault().name(), message, Form.ENVELOPE));
          if (fault.fault() == Fault.NO_KEY) {
            unreadable.add(envelope);
          }
        } catch (RuntimeException unforeseen) {
          group.quarantined.add(quarantine.of(envelope, "NOT_OPENABLE", message, Form.ENVELOPE));
        }
      }
      tell.tell(message.writtenBy(), unreadable);
    }
    return group;
  }

  /** What one group of queue messages held. */
  public static final class Group {
    final long begun = System.nanoTime();
    final List<Incoming> incoming = new ArrayList<>();
    final List<hutong.routes.ledger.Quarantined> quarantined = new ArrayList<>();
  }
}
