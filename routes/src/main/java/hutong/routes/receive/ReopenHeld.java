package hutong.routes.receive;

import hutong.certs.ContentKind;
import hutong.certs.Opener;
import hutong.certs.Untrusted;
import hutong.routes.Hints;
import hutong.routes.Quarantine;
import hutong.routes.QueueMessage;
import hutong.routes.QueueNames;
import hutong.routes.ledger.Held;
import hutong.routes.ledger.Quarantined.Form;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "reopen": a record that has waited is verified again, and then treated as if it came now.
 */
public final class ReopenHeld {

  private static final Logger LOG = LoggerFactory.getLogger(ReopenHeld.class);

  private final String node;
  private final Opener opener;
  private final Quarantine quarantine;

  public ReopenHeld(String node, Opener opener, Quarantine quarantine) {
    this.node = node;
    this.opener = opener;
    this.quarantine = quarantine;
  }

  public OpenEnvelopes.Group open(List<Held> complete) {
    OpenEnvelopes.Group group = new OpenEnvelopes.Group();
    for (Held held : complete) {
      if (held.signedData() == null) {
        LOG.error("Record {} is damaged while it waited; it has to come again", held.id().id());
        continue;
      }
      QueueMessage message =
          new QueueMessage(
              QueueNames.inbox(node), Hints.of(held.id().from(), node, 1), held.signedData());
      try {
        group.incoming.add(
            new Incoming(opener.verify(held.signedData(), ContentKind.EXCHANGE), message));
      } catch (Untrusted fault) {
        group.quarantined.add(
            quarantine.of(held.signedData(), fault.fault().name(), held.id().from(), Form.RECORD));
      }
    }
    return group;
  }
}
