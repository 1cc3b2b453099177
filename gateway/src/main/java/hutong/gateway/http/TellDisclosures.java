package hutong.gateway.http;

import hutong.routes.ledger.Disclosure;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.LegalBasis;
import hutong.schemas.PersonKey;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what was exchanged about a person: what, with whom, when, on which legal basis, whatever
 * became of it. The person's number is in the body alone, and is neither kept nor repeated.
 */
final class TellDisclosures {

  private static final Logger LOG = LoggerFactory.getLogger(TellDisclosures.class);
  private static final int MOST = 1_000;
  private static final int LONGEST_NUMBER = 40;
  private static final Pattern TYPE = Pattern.compile("[A-Z0-9]{1,8}");

  private final Ledger ledger;
  private final RecordTypes types;
  private final SubjectIndex index;
  private final LedgerThreads threads;
  private final Failures failures;

  TellDisclosures(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.ledger = parts.ledger();
    this.types = parts.types();
    this.index = parts.subjectIndex();
    this.threads = threads;
    this.failures = failures;
  }

  void tell(Call call) {
    byte[] subject = subject(JsonRequest.person(call));
    String asker = call.asker();
    threads
        .ask(call.context(), () -> ledger.disclosures(subject, MOST + 1))
        .onSuccess((List<Disclosure> found) -> tell(call, asker, found))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private byte[] subject(JsonRequest.Person person) {
    String type = person.documentType();
    String number = person.documentNumber();
    if (type == null || !TYPE.matcher(type).matches()) {
      throw new Refused(ApiCode.BODY_INVALID, List.of("/documentType"));
    }
    if (number == null || number.isBlank() || number.length() > LONGEST_NUMBER) {
      throw new Refused(ApiCode.BODY_INVALID, List.of("/documentNumber"));
    }
    return index.of(PersonKey.of(type, number));
  }

  private void tell(Call call, String asker, List<Disclosure> found) {
    boolean more = found.size() > MOST;
    List<Disclosure> items = more ? found.subList(0, MOST) : found;
    LOG.info("{} asked for disclosures about a person and was told {}", asker, items.size());
    call.json(
        200,
        out -> {
          out.objects("items", items, each -> write(out, each));
          out.flag("more", more);
        });
  }

  private void write(JsonBody out, Disclosure one) throws IOException {
    TransferFacts facts = one.facts();
    Optional<RecordType> type = types.of(facts.type());
    out.text("id", facts.id());
    out.text("direction", one.outbound() ? "OUT" : "IN");
    out.text("from", facts.from());
    out.text("to", facts.to());
    out.text("type", facts.type());
    out.text("typeZh", type.map(RecordType::zh).orElse(null));
    out.text("typeEn", type.map(RecordType::en).orElse(null));
    LegalBasis basis = type.map(known -> known.legalBases().get(facts.legalBasis())).orElse(null);
    out.text("legalBasis", facts.legalBasis());
    out.text("legalBasisTitle", basis == null ? null : basis.title());
    out.text("legalBasisClause", basis == null ? null : basis.clause());
    out.text("system", one.system());
    out.text("created", facts.created());
    out.text("left", one.left());
    out.text("arrived", one.arrived());
    out.text("state", one.state());
    out.text("changedAt", one.changedAt());
  }
}
