package hutong.gateway.console;

import hutong.certs.Member;
import hutong.routes.ledger.Discrepancy;
import hutong.routes.ledger.Reconciled;
import hutong.routes.ledger.Reconciled.State;
import hutong.routes.ledger.Reconciliation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How this node's books and its partners' compare, hour by hour; they are compared on demand. */
final class ReconciliationScreen implements Screen {

  private static final String PATH = "/console/reconciliation";
  private static final int MOST = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}-[0-9]{1,15}");

  private final ConsoleParts parts;
  private final Names names;
  private final Reconciliation books;

  ReconciliationScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
    this.books = parts.ledger().reconciliation();
  }

  @Override
  public void mount(Pages pages) {
    List<String> same = List.of("RECONCILIATION");
    pages.get(PATH, Right.LOOK, "reconciliation", same, this::all);
    pages.get(PATH + "/:node", Right.LOOK, "reconciliation", same, this::one);
    pages.post(PATH + "/:node/ask", Right.OPERATE, List.of("RECONCILE"), this::ask);
  }

  private Content all(Visit visit) {
    Texts texts = visit.texts();
    Instant now = parts.clock().instant();
    return Content.of(
        "reconciliation",
        new ReconciliationPage(
            parts.directory().get().members().stream()
                .map(Member::id)
                .filter(id -> !id.equals(parts.node()))
                .sorted()
                .map(id -> row(id, now, texts))
                .toList()));
  }

  private ReconciliationPage.Row row(String node, Instant now, Texts texts) {
    Map<State, Integer> hours = new EnumMap<>(State.class);
    books.standing(node, MOST).forEach(each -> hours.merge(each.state(), 1, Integer::sum));
    Instant heard = books.heard(node).orElse(null);
    boolean wrong = hours.containsKey(State.DIFFERS) || hours.containsKey(State.MISSING);
    return new ReconciliationPage.Row(
        node,
        names.of(node, texts),
        Ages.time(heard),
        heard == null ? "–" : Ages.of(Duration.between(heard, now), texts),
        count(hours, State.SAME),
        count(hours, State.OPEN),
        count(hours, State.DIFFERS),
        count(hours, State.MISSING),
        wrong ? "no" : hours.containsKey(State.SAME) ? "yes" : "waits");
  }

  private static String count(Map<State, Integer> hours, State state) {
    return Integer.toString(hours.getOrDefault(state, 0));
  }

  private String partner(Visit visit) {
    String node = visit.node("node");
    boolean known =
        node != null
            && !node.equals(parts.node())
            && parts.directory().get().member(node).isPresent();
    return known ? node : null;
  }

  private Content one(Visit visit) throws NotSound {
    String node = partner(visit);
    if (node == null) {
      return Content.NOTHING;
    }
    Texts texts = visit.texts();
    String asked = new Filters(visit).matching("asked", MILLIS);
    Instant heard = books.heard(node).orElse(null);
    List<Reconciled> hours = books.standing(node, MOST);
    List<Discrepancy> differences = books.discrepancies(node, MOST);
    return new Content(
        "books",
        new BooksPage(
            node,
            names.of(node, texts),
            Ages.time(heard),
            awaited(asked, heard) ? PATH + "/" + node + "?asked=" + asked : null,
            hours.stream().map(ReconciliationScreen::hour).toList(),
            differences.stream().map(each -> difference(each, texts)).toList(),
            hours.size() == MOST || differences.size() == MOST),
        names.whole(node, texts));
  }

  /** Whether the partner has not spoken since it was asked, and not much time has passed. */
  private boolean awaited(String asked, Instant heard) {
    if (asked == null) {
      return false;
    }
    int dash = asked.indexOf('-');
    Instant at = Instant.ofEpochMilli(Long.parseLong(asked.substring(0, dash)));
    long before = Long.parseLong(asked.substring(dash + 1));
    boolean silent = heard == null || heard.toEpochMilli() <= before;
    return silent && parts.clock().instant().isBefore(at.plus(PATIENCE));
  }

  private static BooksPage.Hour hour(Reconciled each) {
    return new BooksPage.Hour(
        Ages.minute(each.hour()),
        each.book().outbound(),
        each.here() == null ? "–" : each.here().toString(),
        each.there() == null ? "–" : each.there().toString(),
        each.state().name(),
        Ages.time(each.at()));
  }

  private static BooksPage.Difference difference(Discrepancy each, Texts texts) {
    return new BooksPage.Difference(
        each.id().toString(),
        Ages.minute(each.hour()),
        texts.get("reconciliation.says." + each.here()),
        texts.get("reconciliation.says." + each.there()),
        Ages.time(each.found()));
  }

  /** The address says when it was asked, and up to when was heard: so much is no secret. */
  private String ask(Visit visit) {
    String node = partner(visit);
    if (node == null) {
      return Said.UNKNOWN.at(PATH);
    }
    Instant now = parts.clock().instant();
    long heard = books.heard(node).map(Instant::toEpochMilli).orElse(0L);
    books.wanted(node, now);
    return PATH + "/" + node + "?asked=" + now.toEpochMilli() + "-" + heard;
  }
}
