package hutong.gateway.console;

import hutong.certs.Member;
import hutong.gateway.codes.CodeKind;
import hutong.gateway.console.RecordsPage.Field;
import hutong.gateway.console.RecordsPage.Form;
import hutong.gateway.console.RecordsPage.Hit;
import hutong.gateway.console.RecordsPage.Link;
import hutong.gateway.console.RecordsPage.Option;
import hutong.gateway.console.RecordsPage.Posted;
import hutong.gateway.systems.Registration;
import hutong.routes.ledger.BulkOperations.Kind;
import hutong.routes.ledger.RecordFilter;
import hutong.routes.ledger.RecordHit;
import hutong.routes.ledger.RecordPage;
import hutong.routes.ledger.Records;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds records: by filters that stand in the address, and by ids or a source key, which are
 * posted. Of what a filter names, an operator plans one thing to be done with all.
 */
final class RecordsScreen implements Screen {

  static final String PATH = "/console/records";

  private static final int SHOWN = 50;
  private static final int MOST_BY_SOURCE = 100;
  private static final List<String> PRESETS =
      List.of("WAITING_RETRY", "SET_ASIDE", "REJECTED", "PARKED", "EXPIRED");

  private final ConsoleParts parts;
  private final Names names;
  private final Codes codes = new Codes();

  RecordsScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
  }

  @Override
  public void mount(Pages pages) {
    List<String> same = List.of("FIND", "FIND_BY_SOURCE");
    pages.get(PATH, Right.DESK, "records", same, this::search);
    // What is looked for may be about a person, so it stands in no address.
    pages.ask(PATH + "/find", Right.DESK, "records", same, this::find);
  }

  private Content search(Visit visit) {
    RecordQuery query =
        RecordQuery.read(visit::params, parts.types().names(), visit.account().system());
    Texts texts = visit.texts();
    if (!query.faults().isEmpty()) {
      return page(visit, query, Posted.NONE, List.of(), "", null);
    }
    RecordPage found = parts.ledger().records().search(query.filter(), query.after(), SHOWN);
    String told = "";
    if (found.hits().isEmpty()) {
      told = texts.get(found.next() == null ? "records.none" : "records.noneYet");
    } else if (found.hits().size() < SHOWN && found.next() != null) {
      told = texts.get("records.sofar");
    }
    if (found.next() != null && found.hits().size() < SHOWN) {
      told += texts.get("records.searchedTo", "time", Ages.time(found.searchedTo()));
    }
    return page(visit, query, Posted.NONE, found.hits(), told, found);
  }

  private Content page(
      Visit visit,
      RecordQuery query,
      Posted posted,
      List<RecordHit> hits,
      String told,
      RecordPage found) {
    Texts texts = visit.texts();
    boolean plans =
        visit.account().may(Right.OPERATE) && !posted.asked() && query.faults().isEmpty();
    return Content.of(
        "records",
        new RecordsPage(
            faults(query, texts),
            form(query, visit.account(), texts),
            posted,
            hits.stream().map(each -> hit(each, texts)).toList(),
            told,
            found == null || found.next() == null ? "" : query.address(found.next()),
            query.after() == null ? "" : query.address(),
            presets(query, posted, texts),
            plans ? plan(query, texts) : List.of()));
  }

  private static String faults(RecordQuery query, Texts texts) {
    List<String> fields =
        query.faults().stream().map(each -> texts.get("records.field." + each)).toList();
    return fields.isEmpty()
        ? ""
        : texts.get("records.faults", "fields", String.join(texts.get("records.and"), fields));
  }

  private Form form(RecordQuery query, Account account, Texts texts) {
    RecordFilter filter = query.filter();
    String any = texts.get("records.any");
    List<Option> directions = new ArrayList<>(List.of(new Option("", any, false)));
    for (String each : List.of("out", "in")) {
      directions.add(
          new Option(each, texts.get("records." + each), query.value("direction").equals(each)));
    }
    List<Option> states =
        RecordQuery.STATES.stream()
            .map(
                each ->
                    new Option(each, texts.get("state." + each), filter.states().contains(each)))
            .toList();
    List<Option> nodes = new ArrayList<>(List.of(new Option("", any, false)));
    Set<String> known = new TreeSet<>();
    parts.directory().get().members().stream().map(Member::id).forEach(known::add);
    known.remove(parts.node());
    if (filter.node() != null) {
      known.add(filter.node());
    }
    known.forEach(
        each -> nodes.add(new Option(each, names.whole(each, texts), each.equals(filter.node()))));
    List<Field> hidden = query.pairs().stream().map(each -> new Field(each[0], each[1])).toList();
    boolean preset = filter.states().size() == 1 && query.pairs().size() == 1;
    return new Form(
        !query.faults().isEmpty() || !(query.isAll() || preset),
        directions,
        states,
        !filter.states().isEmpty(),
        nodes,
        options(any, new TreeSet<>(parts.types().names()), filter.type()),
        options(any, systems(account), filter.system()),
        options(any, causes(), filter.cause()),
        query.value("from"),
        query.value("until"),
        hidden,
        query.faults());
  }

  private static List<Option> options(String any, Set<String> values, String chosen) {
    List<Option> options = new ArrayList<>(List.of(new Option("", any, false)));
    Set<String> all = new TreeSet<>(values);
    if (chosen != null) {
      all.add(chosen);
    }
    all.forEach(each -> options.add(new Option(each, each, each.equals(chosen))));
    return options;
  }

  private Set<String> systems(Account account) {
    Set<String> systems = new TreeSet<>();
    if (account.system() == null) {
      parts.systems().list().stream()
          .filter(each -> !each.operator())
          .map(Registration::name)
          .forEach(systems::add);
    }
    return systems;
  }

  private Set<String> causes() {
    Set<String> causes = new TreeSet<>();
    for (String code : codes.book().codes()) {
      Map<CodeKind, ?> page = codes.book().page(code);
      if (page.containsKey(CodeKind.WAIT) || page.containsKey(CodeKind.REFUSAL)) {
        causes.add(code);
      }
    }
    return causes;
  }

  private static List<Link> presets(RecordQuery query, Posted posted, Texts texts) {
    List<Link> links = new ArrayList<>();
    boolean plain = query.faults().isEmpty() && !posted.asked();
    links.add(new Link(PATH, texts.get("records.newest"), plain && query.isAll()));
    for (String state : PRESETS) {
      RecordFilter filter =
          new RecordFilter(null, Set.of(state), null, null, null, null, null, null);
      links.add(
          new Link(
              RecordQuery.of(filter).address(),
              texts.get("state." + state),
              plain && query.filter().equals(filter)));
    }
    return links;
  }

  /** What can be done with any of the states that are asked for. */
  private List<Option> plan(RecordQuery query, Texts texts) {
    List<Option> options = new ArrayList<>();
    for (Kind kind : List.of(Kind.RETRY, Kind.ABANDON)) {
      if (OperationPlans.fits(kind, query.filter())) {
        options.add(new Option(kind.name(), texts.get("records.plan." + kind), false));
      }
    }
    if (OperationPlans.fits(Kind.ASSIGN, query.filter())) {
      for (Registration each : parts.systems().list()) {
        if (parts.systems().officeOf(each.name()).isPresent()) {
          options.add(
              new Option(
                  "ASSIGN." + each.name(),
                  texts.get("records.plan.ASSIGN", "office", each.name()),
                  false));
        }
      }
    }
    String there = query.filter().node();
    if (there != null && OperationPlans.fits(Kind.REDIRECT, query.filter())) {
      parts.directory().get().members().stream()
          .map(Member::id)
          .filter(id -> !id.equals(parts.node()) && !id.equals(there))
          .sorted()
          .forEach(
              id ->
                  options.add(
                      new Option(
                          "REDIRECT." + id,
                          texts.get("records.plan.REDIRECT", "node", names.whole(id, texts)),
                          false)));
    }
    return options;
  }

  private Hit hit(RecordHit found, Texts texts) {
    TransferView view = found.view();
    TransferFacts facts = view.facts();
    String other = view.outbound() ? facts.to() : facts.from();
    CodeKind kind = view.state().equals("REJECTED") ? CodeKind.REFUSAL : CodeKind.WAIT;
    String cause = found.cause() == null ? "" : found.cause();
    return new Hit(
        facts.id().toString(),
        view.outbound() ? "→" : "←",
        texts.get(view.outbound() ? "records.out" : "records.in"),
        other == null ? "?" : other,
        other == null ? "" : names.of(other, texts),
        facts.type(),
        view.state(),
        texts.get("state." + view.state()),
        cause,
        codes.means(kind, found.cause(), texts),
        view.system() == null ? "–" : view.system(),
        Ages.time(facts.created()));
  }

  private Content find(Visit visit) {
    Texts texts = visit.texts();
    String typed = visit.text("id").strip();
    String system = visit.field("system");
    String key = visit.field("key");
    Posted posted = new Posted(true, typed, system, key);
    List<RecordHit> found = List.of();
    String told;
    if (!typed.isEmpty()) {
      List<String> words = Arrays.stream(typed.split("[\\s,;，；、]+")).distinct().toList();
      List<UUID> ids =
          words.stream().map(Visit::uuid).filter(each -> each != null).distinct().toList();
      int strange = words.size() - ids.size();
      if (words.size() > Records.MOST_IDS) {
        told = texts.get("records.tooMany", "most", String.valueOf(Records.MOST_IDS));
      } else {
        found = byIds(ids, visit.account());
        told = told(ids, found, strange, texts);
      }
    } else if (visit.isFilled("id")) {
      told = texts.get("records.tooMany", "most", String.valueOf(Records.MOST_IDS));
    } else if (!system.isEmpty() && !key.isEmpty()) {
      byte[] index = parts.sourceIndex().apply(system, key);
      found =
          parts.ledger().findBySource(index, visit.account().viewer()).stream()
              .limit(MOST_BY_SOURCE)
              .map(each -> new RecordHit(each, null))
              .toList();
      told = found.isEmpty() ? texts.get("records.noneSuch") : "";
    } else {
      told = texts.get("records.nothingAsked");
    }
    RecordQuery all = RecordQuery.of(RecordFilter.ALL);
    return page(visit, all, posted, found, told, null);
  }

  private List<RecordHit> byIds(List<UUID> ids, Account account) {
    return account.system() == null
        ? parts.ledger().records().find(ids)
        : ids.stream()
            .flatMap(each -> parts.ledger().find(each, account.viewer()).stream())
            .map(each -> new RecordHit(each, null))
            .toList();
  }

  private static String told(List<UUID> ids, List<RecordHit> found, int strange, Texts texts) {
    long there = found.stream().map(each -> each.view().facts().id()).distinct().count();
    StringBuilder told = new StringBuilder();
    if (ids.size() > 1 && there > 0) {
      told.append(texts.get("records.found", "count", String.valueOf(there)));
    }
    if (there < ids.size()) {
      told.append(
          ids.size() == 1
              ? texts.get("records.noneSuch")
              : texts.get("records.missing", "count", String.valueOf(ids.size() - there)));
    }
    if (strange > 0) {
      told.append(texts.get("records.notIds", "count", String.valueOf(strange)));
    }
    return told.toString();
  }
}
