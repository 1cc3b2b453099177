package hutong.gateway.console;

import hutong.gateway.approvals.NotProposed;
import hutong.routes.ledger.BulkOperations;
import hutong.routes.ledger.BulkOperations.Item;
import hutong.routes.ledger.BulkOperations.Kind;
import hutong.routes.ledger.BulkOperations.State;
import hutong.routes.ledger.BulkOperations.View;
import hutong.routes.ledger.Proposals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What is done with many records at once: what was frozen, how far it is, what came out. An
 * operation is the ledger's: it goes on whether anybody looks or not.
 */
final class OperationsScreen implements Screen {

  static final String PATH = "/console/operations";

  private static final int MOST = 100;
  private static final int SAMPLE = 5;
  private static final int FEW = 5;
  private static final long WHOLE = 1_000;
  private static final String DONE = "DONE";
  private static final String FAILED = "FAILED";
  private static final Pattern RESULT = Pattern.compile("[A-Z][A-Z_]{1,39}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final ConsoleParts parts;
  private final BulkOperations operations;

  OperationsScreen(ConsoleParts parts) {
    this.parts = parts;
    this.operations = parts.ledger().operations();
  }

  @Override
  public void mount(Pages pages) {
    pages.get(PATH, Right.LOOK, "operations", List.of("OPERATIONS"), this::list);
    String one = PATH + "/:id";
    List<String> shown = List.of("OPERATION", "OPERATION_ITEMS");
    pages.get(one, Right.LOOK, "operations", shown, this::show);
    pages.post(one + "/run", Right.OPERATE, List.of("RUN_OPERATION"), this::run);
    pages.post(one + "/pause", Right.OPERATE, List.of("PAUSE_OPERATION"), this::pause);
    pages.post(one + "/cancel", Right.OPERATE, List.of("CANCEL_OPERATION"), this::cancel);
  }

  private Content list(Visit visit) {
    Texts texts = visit.texts();
    List<OperationsPage.Line> lines =
        operations.list(MOST).stream().map(each -> line(each, texts)).toList();
    return Content.of("operations", new OperationsPage(lines));
  }

  private static OperationsPage.Line line(View view, Texts texts) {
    long done = view.results().getOrDefault(DONE, 0L);
    long skipped = view.looked() - done;
    return new OperationsPage.Line(
        view.id().toString(),
        what(view, texts),
        view.state().name(),
        texts.get("operations.state." + view.state()),
        share(view.looked(), view.total()),
        counted(view.looked()),
        counted(done),
        skipped == 0 ? "" : counted(skipped),
        view.by(),
        Ages.time(view.planned()));
  }

  private Content show(Visit visit) {
    UUID id = visit.id("id");
    Optional<View> found = id == null ? Optional.empty() : operations.find(id);
    if (found.isEmpty()) {
      return Content.NOTHING;
    }
    View view = found.get();
    Texts texts = visit.texts();
    return new Content("operation", page(visit, view, texts), what(view, texts));
  }

  private OperationPage page(Visit visit, View view, Texts texts) {
    String which = visit.param("which");
    boolean chosen = RESULT.matcher(which).matches() && view.results().containsKey(which);
    boolean waits = view.state() == State.PLANNED || view.state() == State.PAUSED;
    String path = PATH + "/" + view.id();
    List<Item> items = items(view, chosen ? which : "", after(visit));
    long next = items.size() == MOST ? items.get(MOST - 1).number() : 0;
    long left = view.total() - view.looked();
    return new OperationPage(
        view.id().toString(),
        path + (chosen ? "?which=" + which : ""),
        view.state().name(),
        texts.get("operations.state." + view.state()),
        sentence(view, left, texts),
        view.kind() == Kind.ABANDON && waits && left > 0 ? texts.get("operations.abandons") : "",
        facts(view, texts),
        view.total(),
        view.looked(),
        counted(Math.min(FEW, left)),
        counted(left),
        view.state() == State.RUNNING,
        waits && left > 0,
        view.state() == State.DONE || view.state() == State.CANCELLED,
        bars(view, texts),
        results(view, path, chosen ? which : "", texts),
        waits ? standing(view, texts) : List.of(),
        omitted(visit, texts),
        chosen ? result(which, texts) : "",
        items.stream().map(each -> item(each, texts)).toList(),
        next == 0 ? "" : path + "?" + (chosen ? "which=" + which + "&" : "") + "after=" + next);
  }

  private List<Item> items(View view, String which, long after) {
    if (!which.isEmpty()) {
      return operations.items(view.id(), which, after, MOST);
    }
    boolean begun = view.looked() > 0 || after > 0;
    return operations.items(view.id(), false, after, begun ? MOST : SAMPLE);
  }

  private static long after(Visit visit) {
    String given = visit.param("after");
    return NUMBER.matcher(given).matches() ? Long.parseLong(given) : 0;
  }

  private static OperationPage.Item item(Item item, Texts texts) {
    return new OperationPage.Item(
        counted(item.number()),
        item.id().id().toString(),
        item.id().from(),
        item.result() == null ? texts.get("operations.waits") : result(item.result(), texts));
  }

  private String sentence(View view, long left, Texts texts) {
    Duration takes = Duration.ofSeconds(left / Math.max(1, parts.operationsPerSecond()) + 1);
    return texts.get(
        "operations.sentence." + view.state(),
        "total",
        counted(view.total()),
        "looked",
        counted(view.looked()),
        "left",
        counted(left),
        "rate",
        counted(parts.operationsPerSecond()),
        "takes",
        Ages.of(takes, texts));
  }

  private static List<OperationPage.Fact> facts(View view, Texts texts) {
    List<OperationPage.Fact> facts = new ArrayList<>();
    facts.add(new OperationPage.Fact(texts.get("operations.count"), counted(view.total())));
    if (view.office() != null) {
      facts.add(new OperationPage.Fact(texts.get("operations.office"), view.office()));
    }
    facts.add(new OperationPage.Fact(texts.get("operations.by"), view.by()));
    facts.add(new OperationPage.Fact(texts.get("operations.planned"), Ages.time(view.planned())));
    facts.add(new OperationPage.Fact(texts.get("operations.changed"), Ages.time(view.changed())));
    return facts;
  }

  private static OperationPage.Bars bars(View view, Texts texts) {
    long done = view.results().getOrDefault(DONE, 0L);
    long failed = view.results().getOrDefault(FAILED, 0L);
    long skipped = view.looked() - done - failed;
    return new OperationPage.Bars(
        share(done, view.total()),
        share(skipped, view.total()),
        share(failed, view.total()),
        texts.get(
            "operations.bars",
            "total",
            counted(view.total()),
            "done",
            counted(done),
            "skipped",
            counted(skipped),
            "failed",
            counted(failed)));
  }

  private static List<OperationPage.Result> results(
      View view, String path, String which, Texts texts) {
    List<OperationPage.Result> results = new ArrayList<>();
    for (Map.Entry<String, Long> each : view.results().entrySet()) {
      String word = each.getKey();
      results.add(
          new OperationPage.Result(
              result(word, texts),
              counted(each.getValue()),
              path + "?which=" + word,
              word.equals(which)));
    }
    return results;
  }

  private List<OperationPage.Standing> standing(View view, Texts texts) {
    List<OperationPage.Standing> standing = new ArrayList<>();
    operations
        .standing(view.id())
        .forEach(
            (state, count) -> {
              boolean fits = view.kind().states().contains(state);
              standing.add(
                  new OperationPage.Standing(
                      texts.get("state." + state),
                      counted(count),
                      fits,
                      texts.get(
                          fits ? "operations.becomes." + view.kind() : "operations.isSkipped")));
            });
    return standing;
  }

  /** Of what the address says only words that are states. */
  private static String omitted(Visit visit, Texts texts) {
    List<String> names = new ArrayList<>();
    for (String each : visit.param("omitted").split("-", 20)) {
      if (texts.has("state." + each)) {
        names.add(texts.get("state." + each));
      }
    }
    return names.isEmpty()
        ? ""
        : texts.get(
            "operations.omitted", "states", String.join(texts.get("operations.and"), names));
  }

  /** What one of them is called: what it does, and to how many. */
  private static String what(View view, Texts texts) {
    return texts.get(
        "operations.what." + view.kind() + (view.total() == 1 ? ".one" : ""),
        "total",
        counted(view.total()),
        "office",
        view.office() == null ? "" : view.office());
  }

  private static String result(String word, Texts texts) {
    String key = "operations.result." + word;
    return texts.has(key) ? texts.get(key) : word;
  }

  static String counted(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static int share(long part, long whole) {
    return whole == 0 ? 0 : (int) Math.min(WHOLE, (part * WHOLE + whole - 1) / whole);
  }

  /** A page that is older than what happened meanwhile lets nothing more run. */
  private String run(Visit visit) {
    UUID id = visit.id("id");
    Optional<View> found = id == null ? Optional.empty() : operations.find(id);
    if (found.isEmpty()) {
      return Said.UNKNOWN.at(PATH);
    }
    boolean seen =
        visit.field("count").equals(String.valueOf(found.get().total()))
            && visit.field("looked").equals(String.valueOf(found.get().looked()));
    int first = visit.field("first").equals("few") ? FEW : 0;
    if (seen && found.get().kind() == Kind.REDIRECT && found.get().state() == State.PLANNED) {
      return propose(visit, id, first);
    }
    boolean begun = seen && operations.run(id, first, parts.clock().instant());
    if (begun) {
      parts.operationsBegun().run();
    }
    return (begun ? Said.BEGUN : Said.NOT_SO).at(PATH + "/" + id);
  }

  /** What goes to another node takes two people. */
  private String propose(Visit visit, UUID id, int first) {
    Map<String, String> more = first == 0 ? Map.of() : Map.of("first", Integer.toString(first));
    Proposals.Reason reason = Proposals.Reason.NODE_OUT;
    String by = visit.account().name();
    try {
      Proposals.Proposal open =
          parts.approvals().propose(Proposals.Kind.RUN, id.toString(), more, reason, by);
      return ProposalsScreen.said(open, by, more, reason).at(ProposalsScreen.PATH);
    } catch (NotProposed not) {
      return Said.NOT_SO.at(PATH + "/" + id);
    }
  }

  private String pause(Visit visit) {
    UUID id = visit.id("id");
    if (id == null || operations.find(id).isEmpty()) {
      return Said.UNKNOWN.at(PATH);
    }
    boolean done = operations.pause(id, parts.clock().instant());
    return (done ? Said.DONE : Said.NOT_SO).at(PATH + "/" + id);
  }

  private String cancel(Visit visit) {
    UUID id = visit.id("id");
    if (id == null || operations.find(id).isEmpty()) {
      return Said.UNKNOWN.at(PATH);
    }
    boolean done = operations.cancel(id, parts.clock().instant());
    return (done ? Said.DONE : Said.NOT_SO).at(PATH + "/" + id);
  }
}
