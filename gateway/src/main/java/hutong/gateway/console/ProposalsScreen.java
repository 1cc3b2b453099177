package hutong.gateway.console;

import hutong.certs.Member;
import hutong.gateway.approvals.NotProposed;
import hutong.routes.ledger.Proposals;
import hutong.routes.ledger.Proposals.Kind;
import hutong.routes.ledger.Proposals.Proposal;
import hutong.routes.ledger.Proposals.Reason;
import hutong.routes.ledger.Proposals.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** What one person proposes and another approves; whoever proposed it can take it back. */
final class ProposalsScreen implements Screen {

  static final String PATH = "/console/proposals";

  private static final int ROWS = 50;
  private static final int BRIEF = 12;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** Those that are proposed here; a run is proposed where the operation is. */
  private static final Set<Kind> MADE =
      Set.of(Kind.RELEASE, Kind.DISCARD, Kind.REDIRECT, Kind.ERASE);

  private final ConsoleParts parts;
  private final Names names;

  ProposalsScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
  }

  @Override
  public void mount(Pages pages) {
    List<String> same = List.of("PROPOSALS", "PROPOSAL");
    pages.get(PATH, Right.LOOK, "proposals", same, this::show);
    pages.get(PATH + "/new", Right.OPERATE, "proposals", same, this::form);
    pages.post(PATH, Right.OPERATE, List.of("PROPOSE"), this::propose);
    pages.post(PATH + "/:id/approve", Right.OPERATE, List.of("APPROVE"), this::approve);
    pages.post(PATH + "/:id/refuse", Right.OPERATE, List.of("REFUSE"), this::refuse);
  }

  private Content show(Visit visit) {
    Proposals proposals = parts.ledger().proposals();
    UUID after = Visit.uuid(visit.param("after"));
    List<Proposal> found = proposals.list(null, after, ROWS + 1);
    List<Proposal> shown = found.size() > ROWS ? found.subList(0, ROWS) : found;
    List<ProposalsPage.One> decided =
        shown.stream()
            .filter(each -> each.state() != State.OPEN)
            .map(each -> one(each, visit))
            .toList();
    List<ProposalsPage.One> open =
        after != null
            ? List.of()
            : proposals.list(State.OPEN, null, ROWS).stream()
                .map(each -> one(each, visit))
                .toList();
    String older = found.size() > ROWS ? PATH + "?after=" + shown.get(ROWS - 1).id() : null;
    return Content.of("proposals", new ProposalsPage(open, decided, older));
  }

  private ProposalsPage.One one(Proposal each, Visit visit) {
    Texts texts = visit.texts();
    boolean digest = envelope(each.kind());
    String path =
        digest
            ? null
            : (each.kind() == Kind.RUN ? OperationsScreen.PATH : RecordsScreen.PATH)
                + "/"
                + each.about();
    String node = each.parameters().getOrDefault("node", each.parameters().get("sender"));
    return new ProposalsPage.One(
        each.id().toString(),
        texts.get("proposals.kind." + each.kind()),
        each.about(),
        digest ? each.about().substring(0, BRIEF) : each.about(),
        path,
        node == null ? "" : names.whole(node, texts),
        texts.get("proposals.reason." + each.reason()),
        each.by(),
        Ages.time(each.at()),
        Ages.time(each.until()),
        each.state().name(),
        texts.get("proposals.state." + each.state()),
        each.decidedBy() == null ? "" : each.decidedBy(),
        result(each.result(), texts),
        Proposals.samePerson(each.by(), visit.account().name()));
  }

  private static String result(String word, Texts texts) {
    String key = "proposals.result." + word;
    return word == null ? "" : texts.has(key) ? texts.get(key) : word;
  }

  private Content form(Visit visit) throws NotSound {
    Kind kind = kind(visit.param("kind"));
    String about = visit.param("about");
    if (!sound(kind, about)) {
      throw new NotSound(Said.NOT_SOUND);
    }
    Texts texts = visit.texts();
    List<Choice> reasons =
        Arrays.stream(Reason.values())
            .filter(each -> each.fits(kind))
            .map(each -> Choice.of(each.name(), texts.get("proposals.reason." + each), ""))
            .toList();
    String title = texts.get("proposals.kind." + kind);
    return new Content(
        "proposal",
        new ProposalPage(
            kind.name(),
            title,
            about,
            texts.get("proposals.promise." + kind),
            back(kind, about),
            reasons,
            kind == Kind.REDIRECT ? nodes(texts) : List.of()),
        title);
  }

  private List<Choice> nodes(Texts texts) {
    List<Choice> nodes = new ArrayList<>();
    parts.directory().get().members().stream()
        .map(Member::id)
        .filter(id -> !id.equals(parts.node()))
        .sorted()
        .forEach(id -> nodes.add(Choice.of(id, names.whole(id, texts), "")));
    return nodes;
  }

  private static String back(Kind kind, String about) {
    return envelope(kind) ? "/console/quarantine" : RecordsScreen.PATH + "/" + about;
  }

  /** Whether it is about an envelope, and else about an id. */
  private static boolean envelope(Kind kind) {
    return kind == Kind.RELEASE || kind == Kind.DISCARD;
  }

  private static Kind kind(String word) {
    return MADE.stream().filter(each -> each.name().equals(word)).findFirst().orElse(null);
  }

  private static boolean sound(Kind kind, String about) {
    if (kind == null) {
      return false;
    }
    return envelope(kind) ? DIGEST.matcher(about).matches() : Visit.uuid(about) != null;
  }

  private String propose(Visit visit) throws NotSound {
    Kind kind = kind(visit.field("kind"));
    String about = visit.field("about");
    Reason reason =
        Arrays.stream(Reason.values())
            .filter(each -> each.name().equals(visit.field("reason")))
            .findFirst()
            .orElse(null);
    String node = visit.field("node");
    boolean redirected = kind != Kind.REDIRECT || parts.directory().get().member(node).isPresent();
    if (!sound(kind, about) || reason == null || !redirected) {
      throw new NotSound(Said.NOT_SOUND);
    }
    Map<String, String> more = kind == Kind.REDIRECT ? Map.of("node", node) : Map.of();
    String by = visit.account().name();
    // As the API writes it: of one thing one proposal is open.
    String named = envelope(kind) ? about : Visit.uuid(about).toString();
    try {
      Proposal open = parts.approvals().propose(kind, named, more, reason, by);
      return said(open, by, more, reason).at(PATH);
    } catch (NotProposed not) {
      throw new NotSound("proposals.not." + not.why());
    }
  }

  /** Somebody's that is open already stays, and may say something else. */
  static Said said(Proposal open, String by, Map<String, String> more, Reason reason) {
    boolean asAsked =
        open.by().equals(by) && open.parameters().equals(more) && open.reason() == reason;
    return asAsked ? Said.PROPOSED : Said.ALREADY;
  }

  private String approve(Visit visit) {
    UUID id = visit.id("id");
    if (id == null) {
      return Said.UNKNOWN.at(PATH);
    }
    Proposals.Decided decided = parts.approvals().approve(id, visit.account().name());
    parts.bells().ringOutboxes();
    return said(decided).at(PATH);
  }

  private String refuse(Visit visit) {
    UUID id = visit.id("id");
    return id == null
        ? Said.UNKNOWN.at(PATH)
        : said(parts.approvals().refuse(id, visit.account().name())).at(PATH);
  }

  private static Said said(Proposals.Decided decided) {
    return switch (decided) {
      case DONE -> Said.DONE;
      case UNKNOWN -> Said.UNKNOWN;
      case SAME_PERSON -> Said.OTHER_PERSON;
      case ALREADY -> Said.ALREADY;
      case EXPIRED -> Said.TOO_LATE;
    };
  }
}
