package hutong.routes.receive;

import hutong.certs.Opened;
import hutong.routes.Hints;
import hutong.routes.Quarantine;
import hutong.routes.QueueMessage;
import hutong.routes.Refusal;
import hutong.routes.Tracing;
import hutong.routes.Violations;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.Quarantined.Form;
import hutong.schemas.Documents;
import hutong.schemas.ReceivedExchange;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "validate": reads each verified exchange document and finds what speaks against it. Who
 * signed must be who the signed header says, it must be for us, and the broker's hints must say the
 * same; else it is quarantined, and a genuine copy can still come.
 */
public final class ReadArrivals {

  private static final Logger LOG = LoggerFactory.getLogger(ReadArrivals.class);

  private final String node;
  private final Documents documents;
  private final ExamineArrivals examine;
  private final Quarantine quarantine;
  private final Tracing tracing;

  public ReadArrivals(
      String node,
      Documents documents,
      ExamineArrivals examine,
      Quarantine quarantine,
      Tracing tracing) {
    this.node = node;
    this.documents = documents;
    this.examine = examine;
    this.quarantine = quarantine;
    this.tracing = tracing;
  }

  /** What a group came to. */
  public record Read(List<Arrival> arrivals, List<Quarantined> quarantined) {}

  public Read read(OpenEnvelopes.Group group) {
    List<Candidate> candidates = new ArrayList<>();
    List<Quarantined> quarantined = new ArrayList<>(group.quarantined);
    for (Incoming incoming : group.incoming) {
      Candidate candidate = read(incoming);
      Optional<String> fault = fault(candidate, incoming.opened());
      if (fault.isPresent()) {
        quarantined.add(
            quarantine.of(
                incoming.opened().signedData(), fault.get(), incoming.message(), Form.RECORD));
      } else {
        candidates.add(candidate);
        Header header = candidate.header();
        tracing.arrived(
            header.getFrom(),
            header.getId(),
            false,
            Hints.traceparent(incoming.message()),
            System.nanoTime() - group.begun);
      }
    }
    List<Candidate> unexaminable = new ArrayList<>();
    List<Arrival> arrivals = examine.examine(candidates, unexaminable);
    for (Candidate one : unexaminable) {
      byte[] signedData = one.incoming().opened().signedData();
      quarantined.add(
          quarantine.of(signedData, "NOT_EXAMINABLE", one.incoming().message(), Form.RECORD));
    }
    return new Read(arrivals, quarantined);
  }

  private Candidate read(Incoming incoming) {
    byte[] content = incoming.opened().content();
    try {
      ReceivedExchange exchange = documents.readExchange(content);
      return new Candidate(incoming, exchange.header(), exchange.record(), null);
    } catch (RefusedInput refused) {
      Refusal refusal = Violations.refusal(refused.violations());
      return new Candidate(incoming, refused.header().orElse(null), null, refusal);
    } catch (RuntimeException unforeseen) {
      // One document that we can't cope with must not hold up its neighbours.
      LOG.error("A verified document could not be read", unforeseen);
      return new Candidate(incoming, null, null, null);
    }
  }

  private Optional<String> fault(Candidate candidate, Opened opened) {
    Header header = candidate.header();
    QueueMessage message = candidate.incoming().message();
    if (header == null) {
      return Optional.of("HEADER_UNREADABLE");
    } else if (!header.getFrom().equals(opened.signer().id())) {
      return Optional.of("SENDER_IS_NOT_SIGNER");
    } else if (!header.getTo().equals(node)) {
      return Optional.of("NOT_FOR_THIS_NODE");
    } else if (!Hints.agree(message, header.getFrom(), header.getTo())) {
      return Optional.of("HINTS_DISAGREE");
    }
    return Optional.empty();
  }

  /**
   * @param record null if it could not be read
   * @param refusal why it could not be read; null if it could
   */
  record Candidate(
      Incoming incoming, Header header, hutong.schemas.hx.ResidentRecord record, Refusal refusal) {}
}
