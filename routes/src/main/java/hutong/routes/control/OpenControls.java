package hutong.routes.control;

import hutong.certs.ClockSkew;
import hutong.certs.ContentKind;
import hutong.certs.Opened;
import hutong.certs.Opener;
import hutong.certs.Untrusted;
import hutong.routes.Bundle;
import hutong.routes.DirectoryFrame;
import hutong.routes.Quarantine;
import hutong.routes.QueueMessage;
import hutong.routes.ledger.Quarantined;
import hutong.schemas.Documents;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Control;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step "open": a control counts if its signer is who it says, and it is for this node. */
public final class OpenControls {

  private static final Logger LOG = LoggerFactory.getLogger(OpenControls.class);

  private final String node;
  private final Opener opener;
  private final Documents documents;
  private final Quarantine quarantine;
  private final Clock clock;

  public OpenControls(
      String node, Opener opener, Documents documents, Quarantine quarantine, Clock clock) {
    this.node = node;
    this.opener = opener;
    this.documents = documents;
    this.quarantine = quarantine;
    this.clock = clock;
  }

  /** What a group of queue messages held. */
  public record Group(
      List<Said> controls, List<DirectoryFrame> directories, List<Quarantined> quarantined) {}

  /**
   * A control that counts.
   *
   * @param signedData as it came
   */
  public record Said(Control control, byte[] signedData) {}

  public Group open(List<QueueMessage> messages) {
    List<Said> controls = new ArrayList<>();
    List<DirectoryFrame> directories = new ArrayList<>();
    List<Quarantined> quarantined = new ArrayList<>();
    for (QueueMessage message : messages) {
      for (byte[] piece : Bundle.read(message.body())) {
        if (DirectoryFrame.looksLike(piece)) {
          // Parts are not signed: only who the broker says has written one can have sent it.
          DirectoryFrame.read(piece)
              .filter(frame -> frame.from().equals(message.writtenBy()))
              .ifPresentOrElse(
                  directories::add,
                  () -> quarantined.add(quarantine.of(piece, "DIRECTORY_MALFORMED", message)));
          continue;
        }
        try {
          Opened opened = opener.verify(piece, ContentKind.CONTROL);
          Control control = documents.readControl(opened.content());
          if (fits(control, opened)) {
            controls.add(new Said(control, piece));
          } else {
            quarantined.add(quarantine.of(piece, "CONTROL_MISADDRESSED", message));
          }
        } catch (Untrusted fault) {
          quarantined.add(quarantine.of(piece, fault.fault().name(), message));
        } catch (RefusedInput unreadable) {
          quarantined.add(quarantine.of(piece, "CONTROL_UNREADABLE", message));
        } catch (RuntimeException unforeseen) {
          LOG.error("A control document could not be opened", unforeseen);
          quarantined.add(quarantine.of(piece, "NOT_OPENABLE", message));
        }
      }
    }
    return new Group(controls, directories, quarantined);
  }

  private boolean fits(Control control, Opened opened) {
    return control.getFrom().equals(opened.signer().id())
        && control.getTo().equals(node)
        && !control.getCreated().isAfter(clock.instant().plus(ClockSkew.ALLOWED));
  }
}
