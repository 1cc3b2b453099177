package hutong.gateway.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every call of the API: its path as in {@code openapi.yaml}, and who may make it. */
enum Operation {
  SUBMIT("/v1/records", Scope.SYSTEM, true, "dialect"),
  BATCH("/v1/batches", Scope.SYSTEM, true, "dialect,check"),
  POLL("/v1/mailbox", Scope.SYSTEM, false, "wait,max,lease,dialect"),
  DECIDE("/v1/mailbox/{lease}:decide", Scope.SYSTEM, true, "dialect"),
  ACKNOWLEDGE("/v1/mailbox/{lease}:ack", Scope.SYSTEM, true, ""),
  GIVE_BACK("/v1/mailbox/{lease}:nack", Scope.SYSTEM, true, ""),
  VALIDATE("/v1/records:validate", Scope.SYSTEM, true, "dialect"),
  DIALECTS("/v1/dialects", Scope.ANY, false, ""),
  COMPARE("/v1/dialects/{name}:compare", Scope.SYSTEM, true, "to,values"),
  COMPARISON("/v1/records/{id}/comparison", Scope.SYSTEM, false, "to,values"),
  FIND("/v1/records/{id}", Scope.ANY, false, "wait"),
  FIND_BY_SOURCE("/v1/records", Scope.ANY, false, "sourceSystem,sourceKey"),
  TIMELINE("/v1/records/{id}/timeline", Scope.ANY, false, ""),
  RECEIPT("/v1/records/{id}/receipt", Scope.ANY, false, "kind"),
  EVIDENCE("/v1/records/{id}/evidence", Scope.ANY, false, ""),
  ATTACHMENT("/v1/records/{id}/attachments/{number}", Scope.SYSTEM, false, ""),
  PUT_ATTACHMENT("/v1/attachments/{digest}", Scope.SYSTEM, true, ""),
  ASSIGN("/v1/records/{id}:assign", Scope.OPERATOR, true, ""),
  ADDRESS("/v1/records/{id}:address", Scope.ANY, true, ""),
  WITHDRAW("/v1/records/{id}:withdraw", Scope.SYSTEM, true, ""),
  ABANDON("/v1/records/{id}:abandon", Scope.OPERATOR, true, ""),
  RETRY("/v1/records/{id}:retry", Scope.OPERATOR, true, ""),
  ERASE("/v1/records/{id}:erase", Scope.OPERATOR, true, ""),
  PLAN_OPERATION("/v1/operations:plan", Scope.OPERATOR, true, ""),
  OPERATIONS("/v1/operations", Scope.OPERATOR, false, "max"),
  OPERATION("/v1/operations/{id}", Scope.OPERATOR, false, ""),
  OPERATION_ITEMS("/v1/operations/{id}/items", Scope.OPERATOR, false, "skipped,after,max"),
  RUN_OPERATION("/v1/operations/{id}:run", Scope.OPERATOR, true, ""),
  PAUSE_OPERATION("/v1/operations/{id}:pause", Scope.OPERATOR, true, ""),
  CANCEL_OPERATION("/v1/operations/{id}:cancel", Scope.OPERATOR, true, ""),
  DISCLOSURES("/v1/disclosures", Scope.OPERATOR, true, ""),
  SYSTEMS("/v1/systems", Scope.OPERATOR, false, ""),
  REGISTER("/v1/systems", Scope.OPERATOR, true, ""),
  CHANGE_SYSTEM("/v1/systems/{name}:change", Scope.OPERATOR, true, ""),
  ROTATE_KEY("/v1/systems/{name}:rotate", Scope.OPERATOR, true, ""),
  RETIRE("/v1/systems/{name}:retire", Scope.OPERATOR, true, ""),
  REPLACE("/v1/systems/{name}:replace", Scope.OPERATOR, true, ""),
  PAUSE("/v1/routes/{node}:pause", Scope.OPERATOR, true, ""),
  RESUME("/v1/routes/{node}:resume", Scope.OPERATOR, true, ""),
  RESTORE("/v1/restore", Scope.ANY, false, ""),
  WAIVE("/v1/restore/{node}:waive", Scope.OPERATOR, true, ""),
  REHEARSE("/v1/rehearsal:ask", Scope.OPERATOR, true, ""),
  REHEARSAL("/v1/rehearsal", Scope.OPERATOR, false, ""),
  RECONCILE("/v1/reconciliation/{node}:ask", Scope.OPERATOR, true, ""),
  RECONCILIATION("/v1/reconciliation/{node}", Scope.OPERATOR, false, "max"),
  DEADLINES("/v1/deadlines", Scope.ANY, false, "flag,direction,node,type,after,max"),
  RATES("/v1/rates", Scope.OPERATOR, false, "from,to,by,format"),
  STATUS("/v1/status", Scope.OPERATOR, false, ""),
  ALARMS("/v1/alarms", Scope.OPERATOR, false, "max"),
  QUARANTINE("/v1/quarantine", Scope.OPERATOR, false, "max"),
  OPENAPI("/v1/openapi.yaml", Scope.PUBLIC, false, ""),
  CODES("/v1/problems", Scope.PUBLIC, false, ""),
  CODE("/v1/problems/{code}", Scope.PUBLIC, false, ""),
  LIVE("/observe/health/live", Scope.PUBLIC, false, ""),
  READY("/observe/health/ready", Scope.PUBLIC, false, "");

  /** Whose key a call wants. */
  enum Scope {
    PUBLIC,
    ANY,
    SYSTEM,
    OPERATOR
  }

  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)\\}");

  private final String path;
  private final Scope scope;
  private final boolean body;
  private final String parameters;

  Operation(String path, Scope scope, boolean body, String parameters) {
    this.path = path;
    this.scope = scope;
    this.body = body;
    this.parameters = parameters;
  }

  /** What takes a body is posted, the rest is got; content under its own name is put. */
  HttpMethod method() {
    if (this == PUT_ATTACHMENT) {
      return HttpMethod.PUT;
    }
    return body ? HttpMethod.POST : HttpMethod.GET;
  }

  String path() {
    return path;
  }

  Scope scope() {
    return scope;
  }

  boolean takesBody() {
    return body;
  }

  /** Whether its body may be large and is taken piece by piece. */
  boolean streams() {
    return this == PUT_ATTACHMENT || this == BATCH;
  }

  /** Names that the query may hold. */
  List<String> parameters() {
    return parameters.isEmpty() ? List.of() : List.of(parameters.split(",", -1));
  }

  /** The path as a regular expression with a named group for each variable. */
  String regex() {
    return VARIABLE
        .matcher(path.replace(".", "\\."))
        .replaceAll(found -> Matcher.quoteReplacement("(?<" + found.group(1) + ">[^/:]+)"));
  }
}
