package hutong.gateway.console;

import hutong.gateway.console.RecordPage.Acts;
import hutong.gateway.console.RecordPage.Event;
import hutong.gateway.console.RecordPage.Fact;
import hutong.gateway.systems.Registration;
import hutong.gateway.why.Reason;
import hutong.gateway.why.Turn;
import hutong.gateway.why.WhyBook;
import hutong.routes.ledger.BulkOperations.Kind;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.StoredReceipt;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Viewer;
import hutong.routes.ledger.Why;
import hutong.schemas.hx.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One record: why it stands where it does, what has happened to it, and what can be done. */
final class RecordScreen implements Screen {

  private static final Pattern OFFICE = Pattern.compile("[0-9]{6,12}");

  private final ConsoleParts parts;
  private final Names names;
  private final Codes codes = new Codes();
  private final RecordWords words = new RecordWords(codes);
  private final WhyBook whys = new WhyBook(codes.book());
  private final RecordStory story;

  RecordScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
    this.story = new RecordStory(names, words, parts.receiptIn());
  }

  @Override
  public void mount(Pages pages) {
    String one = RecordsScreen.PATH + "/:id";
    List<String> same = List.of("FIND", "WHY", "TIMELINE", "RECEIPT");
    pages.get(one, Right.DESK, "records", same, this::show);
    pages.post(one + "/retry", Right.OPERATE, List.of("RETRY"), this::retry);
    pages.get(one + "/abandon", Right.OPERATE, "records", List.of("FIND"), this::confirm);
    pages.post(one + "/abandon", Right.OPERATE, List.of("ABANDON"), this::abandon);
    pages.post(one + "/assign", Right.OPERATE, List.of("ASSIGN"), this::assign);
  }

  private Content show(Visit visit) {
    UUID id = visit.id("id");
    Viewer viewer = visit.account().viewer();
    Optional<Why> found = id == null ? Optional.empty() : parts.ledger().why(id, viewer);
    if (found.isEmpty()) {
      return Content.NOTHING;
    }
    Texts texts = visit.texts();
    Reason reason = whys.say(found.get(), node -> names.whole(node, texts), texts.language());
    TransferView view = found.get().view();
    List<StoredReceipt> receipts = parts.ledger().receipts(id, viewer);
    boolean ended = reason.turn() == Turn.NOBODY || view.state().equals("REJECTED");
    List<Event> events =
        story.tell(
            view,
            parts.ledger().timeline(id, viewer),
            receipts,
            ended,
            parts.clock().instant(),
            texts);
    int told = ended || events.isEmpty() ? events.size() : events.size() - 1;
    RecordPage page =
        new RecordPage(
            id.toString(),
            view.state(),
            texts.get("state." + view.state()),
            reason.sentence(),
            reason.todo(),
            reason.code(),
            next(view, reason, texts),
            facts(view, texts),
            events.subList(0, told),
            told == events.size() ? null : events.get(told),
            receipts.stream().map(each -> receipt(each, texts)).toList(),
            ticket(view, reason, texts),
            acts(view, ended));
    return new Content("record", page, texts.get("record.title", "type", view.facts().type()));
  }

  private static String next(TransferView view, Reason reason, Texts texts) {
    String key = "record.next." + view.state();
    if (!texts.has(key)) {
      return "";
    }
    String when =
        reason.until() == null
            ? ""
            : texts.get("record.atLatest", "time", Ages.time(reason.until()));
    return texts.get(key) + when;
  }

  private Acts acts(TransferView view, boolean ended) {
    boolean out = view.outbound();
    boolean parked = !out && view.state().equals("PARKED");
    List<RecordsPage.Option> offices = new ArrayList<>();
    if (parked) {
      for (Registration each : parts.systems().list()) {
        parts
            .systems()
            .officeOf(each.name())
            .ifPresent(
                office ->
                    offices.add(
                        new RecordsPage.Option(office, each.name() + " (" + office + ")", false)));
      }
      view.candidates().stream()
          .filter(each -> offices.stream().noneMatch(one -> one.value().equals(each)))
          .forEach(each -> offices.add(new RecordsPage.Option(each, each, false)));
    }
    return new Acts(
        out && Kind.RETRY.states().contains(view.state()),
        out && Kind.ABANDON.states().contains(view.state()),
        out && Kind.REDIRECT.states().contains(view.state()),
        ended && view.erasedAt() == null,
        offices);
  }

  private List<Fact> facts(TransferView view, Texts texts) {
    TransferFacts facts = view.facts();
    List<Fact> all = new ArrayList<>();
    all.add(new Fact(texts.get("type"), facts.type()));
    all.add(new Fact(texts.get("from"), names.whole(facts.from(), texts)));
    all.add(new Fact(texts.get("to"), names.whole(facts.to(), texts)));
    all.add(new Fact(texts.get("system"), view.system() == null ? "–" : view.system()));
    all.add(new Fact(texts.get("created"), Ages.time(facts.created())));
    all.add(new Fact(texts.get("expires"), Ages.time(facts.expires())));
    if (view.due() != null) {
      all.add(new Fact(texts.get("record.due"), view.due().date().toString()));
    }
    if (view.refusal() != null && !view.refusal().pointers().isEmpty()) {
      all.add(new Fact(texts.get("record.fields"), String.join(" ", view.refusal().pointers())));
    }
    if (!view.candidates().isEmpty()) {
      all.add(
          new Fact(
              texts.get("record.candidates"),
              view.candidates().stream()
                  .map(each -> names.whole(each, texts))
                  .collect(Collectors.joining(texts.get("records.and")))));
    }
    if (view.erasedAt() != null) {
      all.add(new Fact(texts.get("record.erased"), Ages.time(view.erasedAt())));
    } else if (view.prunedAt() != null) {
      all.add(new Fact(texts.get("record.pruned"), Ages.time(view.prunedAt())));
    }
    return all;
  }

  private RecordPage.Receipt receipt(StoredReceipt stored, Texts texts) {
    Receipt says = parts.receiptIn().apply(stored.signedData());
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(texts.get("record.signedBy"), names.whole(says.getRecipient(), texts)));
    if (says.getReceivedAt() != null) {
      facts.add(new Fact(texts.get("record.receivedAt"), Ages.time(says.getReceivedAt())));
    }
    if (says.getDecidedAt() != null) {
      facts.add(new Fact(texts.get("record.decidedAt"), Ages.time(says.getDecidedAt())));
    }
    if (says.getOutcome() != null) {
      String outcome = says.getOutcome().name();
      facts.add(new Fact(texts.get("record.outcome"), texts.get("state." + outcome)));
    }
    if (says.getRejection() != null) {
      String code = says.getRejection().getCode().name();
      facts.add(new Fact(texts.get("cause"), words.means(code, texts)));
    }
    if (says.getDigest() != null) {
      facts.add(
          new Fact(
              texts.get("record.digest"),
              says.getDigest().getAlgorithm().value() + " " + says.getDigest().getHex()));
    }
    String title =
        texts.get(stored.transport() ? "record.receipt.TRANSPORT" : "record.receipt.OUTCOME");
    return new RecordPage.Receipt(title, facts);
  }

  /** Nothing about a person: codes, times and names of nodes alone. */
  private String ticket(TransferView view, Reason reason, Texts texts) {
    TransferFacts facts = view.facts();
    String way = names.whole(facts.from(), texts) + " → " + names.whole(facts.to(), texts);
    String state = texts.get("state." + view.state()) + " (" + view.state() + ")";
    String colon = texts.get("record.colon");
    return String.join(
        "\n",
        texts.get("id") + colon + facts.id(),
        texts.get("type") + colon + facts.type(),
        texts.get("record.way") + colon + way,
        texts.get("state") + colon + state,
        texts.get("record.code") + colon + reason.code(),
        texts.get("created") + colon + Ages.time(facts.created()),
        texts.get("record.since") + colon + Ages.time(reason.since()),
        reason.sentence());
  }

  private String retry(Visit visit) {
    UUID id = visit.id("id");
    if (id == null) {
      return Said.NOT_SOUND.at(RecordsScreen.PATH);
    }
    Intervened done = parts.ledger().retry(id, parts.clock().instant());
    parts.bells().ringOutboxes();
    return said(done).at(RecordsScreen.PATH + "/" + id);
  }

  private Content confirm(Visit visit) {
    UUID id = visit.id("id");
    Optional<TransferView> found =
        id == null ? Optional.empty() : parts.ledger().find(id, visit.account().viewer());
    if (found.isEmpty() || !acts(found.get(), false).abandon()) {
      return Content.NOTHING;
    }
    Texts texts = visit.texts();
    TransferView view = found.get();
    return new Content(
        "abandon",
        new AbandonPage(
            id.toString(),
            view.facts().type(),
            names.whole(view.facts().to(), texts),
            texts.get("state." + view.state()),
            view.state().equals("SENT")),
        texts.get("record.abandon"));
  }

  private String abandon(Visit visit) {
    UUID id = visit.id("id");
    if (id == null) {
      return Said.NOT_SOUND.at(RecordsScreen.PATH);
    }
    Intervened done = parts.ledger().abandon(id, parts.clock().instant());
    parts.bells().ringOutboxes();
    return said(done).at(RecordsScreen.PATH + "/" + id);
  }

  private String assign(Visit visit) {
    UUID id = visit.id("id");
    String office = visit.field("office");
    Optional<TransferView> found =
        id == null ? Optional.empty() : parts.ledger().find(id, visit.account().viewer());
    if (found.isEmpty() || !OFFICE.matcher(office).matches()) {
      return Said.NOT_SOUND.at(RecordsScreen.PATH);
    }
    Decided done =
        parts
            .ledger()
            .assign(List.of(found.get().facts().transferId()), office, parts.clock().instant())
            .get(0);
    parts.bells().received().ring();
    Said said =
        switch (done) {
          case DONE -> Said.DONE;
          case ALREADY -> Said.ALREADY;
          default -> Said.TOO_LATE;
        };
    return said.at(RecordsScreen.PATH + "/" + id);
  }

  private static Said said(Intervened done) {
    return switch (done) {
      case DONE -> Said.DONE;
      case ALREADY -> Said.ALREADY;
      case UNKNOWN -> Said.UNKNOWN;
      case TOO_LATE, EXPIRED, SEVERAL, SIGNED, NOT_A_CANDIDATE -> Said.TOO_LATE;
    };
  }
}
