package hutong.routes.receive;

import hutong.routes.LargeAttachments;
import hutong.routes.Refusal;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Content;
import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.LedgerUnavailable;
import hutong.routes.ledger.Piece;
import hutong.schemas.RejectionCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "compare": what came apart has to be what the signed record says, octet by octet. Read here
 * piece by piece, so that the ledger's transaction names it by its key and waits for nothing.
 */
public final class CompareAttachments {

  private static final Logger LOG = LoggerFactory.getLogger(CompareAttachments.class);

  private final Attachments attachments;

  public CompareAttachments(Attachments attachments) {
    this.attachments = attachments;
  }

  /** A record whose attachments can't be read leaves, unanswered: its sender repeats it. */
  public ReadArrivals.Read compare(ReadArrivals.Read read) {
    List<Arrival> compared = new ArrayList<>();
    for (Arrival arrival : read.arrivals()) {
      if (arrival.refusal() == null) {
        compared(arrival).ifPresent(compared::add);
      } else {
        compared.add(arrival);
      }
    }
    return new ReadArrivals.Read(compared, read.quarantined());
  }

  private Optional<Arrival> compared(Arrival arrival) {
    String from = arrival.facts().from();
    List<LargeAttachment> found = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (LargeAttachment one : arrival.attachments()) {
      Optional<Content> content = attachments.staged(from, one.digest());
      if (content.isEmpty()) {
        return Optional.empty();
      }
      Optional<String> digest = digest(content.get());
      if (digest.isPresent()
          && digest.get().equals(one.digest())
          && content.get().size() == one.size()) {
        found.add(one.at(content.get().key()));
        continue;
      }
      if (digest.isEmpty()) {
        LOG.error("An attachment of {} can't be read; it has to come again", arrival.facts().id());
        return Optional.empty();
      }
      wrong.add(LargeAttachments.pointer(one.number()));
    }
    return Optional.of(
        wrong.isEmpty()
            ? arrival.with(found)
            : arrival.refused(new Refusal(RejectionCode.ATTACHMENT_MISMATCHED, wrong, null)));
  }

  /** Empty if what is stored is damaged. */
  private Optional<String> digest(Content content) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (int number = 0; number < Piece.count(content.size()); number++) {
        sha256.update(attachments.read(content, number));
      }
      return Optional.of(HexFormat.of().formatHex(sha256.digest()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    } catch (LedgerUnavailable nobodysFault) {
      throw nobodysFault;
    } catch (RuntimeException damaged) {
      return Optional.empty();
    }
  }
}
