package hutong.gateway.console;

import hutong.certs.Member;
import hutong.routes.ledger.BulkOperations;
import hutong.routes.ledger.BulkOperations.Filter;
import hutong.routes.ledger.BulkOperations.Kind;
import hutong.routes.ledger.BulkOperations.Plan;
import hutong.routes.ledger.BulkOperations.View;
import hutong.routes.ledger.RecordFilter;
import hutong.routes.ledger.RecordPage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Freezes all records that a filter names, however many pages they fill, so that one thing can be
 * done with them. Nothing is done yet.
 */
final class OperationPlans implements Screen {

  private static final Pattern WHAT =
      Pattern.compile("(RETRY|ABANDON|ASSIGN|REDIRECT)(?:\\.([a-z0-9-]{2,40}))?");

  private final ConsoleParts parts;

  OperationPlans(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void mount(Pages pages) {
    pages.post(
        OperationsScreen.PATH + "/plan", Right.OPERATE, List.of("PLAN_OPERATION"), this::plan);
  }

  /** Whether it can be done with any record that a filter may name. */
  static boolean fits(Kind kind, RecordFilter filter) {
    return (filter.outbound() == null || filter.outbound() == kind.outbound())
        && (filter.states().isEmpty() || !states(kind, filter).isEmpty());
  }

  private static Set<String> states(Kind kind, RecordFilter filter) {
    Set<String> states = new TreeSet<>(kind.states());
    if (!filter.states().isEmpty()) {
      states.retainAll(filter.states());
    }
    return states;
  }

  private String plan(Visit visit) {
    Matcher what = WHAT.matcher(visit.field("what"));
    RecordQuery query = RecordQuery.read(visit::fields, parts.types().names(), null);
    if (!what.matches() || !query.faults().isEmpty()) {
      return Said.NOT_SOUND.at(RecordsScreen.PATH);
    }
    Kind kind = Kind.valueOf(what.group(1));
    Optional<String> to = to(kind, what.group(2));
    if (to.isPresent() != (kind == Kind.ASSIGN || kind == Kind.REDIRECT)) {
      return Said.NOT_SOUND.at(query.address());
    }
    RecordFilter filter = query.filter();
    if (!fits(kind, filter) || isEmpty(kind, filter)) {
      return Said.NOTHING_FITS.at(query.address());
    }
    BulkOperations operations = parts.ledger().operations();
    Filter frozen =
        new Filter(
            states(kind, filter),
            filter.node(),
            filter.type(),
            filter.system(),
            filter.cause(),
            filter.from(),
            filter.until());
    Plan plan = new Plan(kind, frozen, to.orElse(null), visit.account().name());
    Optional<View> planned = operations.plan(plan, parts.clock().instant());
    if (planned.isEmpty()) {
      return Said.TOO_MANY.at(query.address());
    }
    Set<String> omitted = new TreeSet<>(filter.states());
    omitted.removeAll(kind.states());
    String path = OperationsScreen.PATH + "/" + planned.get().id();
    return Said.PLANNED.at(
        path + (omitted.isEmpty() ? "" : "?omitted=" + String.join("-", omitted)));
  }

  /** The office or the node that is named, if it is one. */
  private Optional<String> to(Kind kind, String named) {
    if (named == null) {
      return Optional.empty();
    }
    return kind == Kind.REDIRECT
        ? parts.directory().get().member(named).map(Member::id)
        : parts.systems().officeOf(named);
  }

  /** Whether certainly nothing fits, so that no empty plan is kept. */
  private boolean isEmpty(Kind kind, RecordFilter filter) {
    RecordFilter able =
        new RecordFilter(
            kind.outbound(),
            states(kind, filter),
            filter.node(),
            filter.type(),
            filter.system(),
            filter.cause(),
            filter.from(),
            filter.until());
    RecordPage found = parts.ledger().records().search(able, null, 1);
    return found.hits().isEmpty() && found.next() == null;
  }
}
