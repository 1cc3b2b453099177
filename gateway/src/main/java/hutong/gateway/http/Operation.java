package hutong.gateway.http;

import hutong.gateway.systems.KeyScope;
import io.vertx.core.http.HttpMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every call of the API: its path as in {@code openapi.yaml}, and who may make it. */
enum Operation {
  SUBMIT("/v1/records", Scope.SUBMIT, true, "dialect"),
  BATCH("/v1/batches", Scope.SUBMIT, true, "dialect,check"),
  KEEP_BATCH("/v1/batches:keep", Scope.SUBMIT, true, "dialect,onError"),
  BATCHES("/v1/batches", Scope.SUBMIT, false, ""),
  FIND_BATCH("/v1/batches/{id}", Scope.SUBMIT, false, "wait"),
  BATCH_ROWS("/v1/batches/{id}/rows", Scope.SUBMIT, false, "refused"),
  BATCH_MARKED("/v1/batches/{id}/result.xlsx", Scope.SUBMIT, false, ""),
  CANCEL_BATCH("/v1/batches/{id}:cancel", Scope.SUBMIT, true, ""),
  REMOVE_BATCH("/v1/batches/{id}:remove", Scope.SUBMIT, true, ""),
  UPLOAD_OPTIONS("/v1/uploads", Scope.PUBLIC, false, "", "OPTIONS"),
  BEGIN_UPLOAD("/v1/uploads", Scope.SUBMIT, false, "", "POST"),
  UPLOAD("/v1/uploads/{id}", Scope.SUBMIT, false, "", "HEAD"),
  UPLOAD_PART("/v1/uploads/{id}", Scope.SUBMIT, true, "", "PATCH"),
  END_UPLOAD("/v1/uploads/{id}", Scope.SUBMIT, false, "", "DELETE"),
  POLL("/v1/mailbox", Scope.MAILBOX, false, "wait,max,lease,dialect"),
  DECIDE("/v1/mailbox/{lease}:decide", Scope.MAILBOX, true, "dialect"),
  ACKNOWLEDGE("/v1/mailbox/{lease}:ack", Scope.MAILBOX, true, ""),
  GIVE_BACK("/v1/mailbox/{lease}:nack", Scope.MAILBOX, true, ""),
  VALIDATE("/v1/records:validate", Scope.SUBMIT, true, "dialect"),
  DIALECTS("/v1/dialects", Scope.KNOWN, false, ""),
  TEMPLATE("/v1/dialects/{name}/template.xlsx", Scope.KNOWN, false, "type"),
  COMPARE("/v1/dialects/{name}:compare", Scope.SUBMIT, true, "to,values"),
  COMPARISON("/v1/records/{id}/comparison", Scope.CONTENT, false, "to,values"),
  FIND("/v1/records/{id}", Scope.SEE, false, "wait"),
  FIND_BY_SOURCE(
      "/v1/records",
      Scope.SEE,
      false,
      "sourceSystem,sourceKey,direction,state,node,type,system,code,from,until,after,max"),
  OUTCOMES("/v1/outcomes", Scope.READ, false, "after,since,wait,max"),
  HOOKS("/v1/webhooks", Scope.READ, false, ""),
  ADD_HOOK("/v1/webhooks", Scope.READ, true, ""),
  HOOK("/v1/webhooks/{id}", Scope.READ, false, ""),
  TEST_HOOK("/v1/webhooks/{id}:test", Scope.READ, true, ""),
  ROTATE_HOOK("/v1/webhooks/{id}:rotate", Scope.READ, true, ""),
  RECOVER_HOOK("/v1/webhooks/{id}:recover", Scope.READ, true, ""),
  ENABLE_HOOK("/v1/webhooks/{id}:enable", Scope.READ, true, ""),
  REMOVE_HOOK("/v1/webhooks/{id}:remove", Scope.READ, true, ""),
  WHY("/v1/records/{id}/why", Scope.SEE, false, ""),
  TIMELINE("/v1/records/{id}/timeline", Scope.SEE, false, ""),
  RECEIPT("/v1/records/{id}/receipt", Scope.SEE, false, "kind"),
  EVIDENCE("/v1/records/{id}/evidence", Scope.PROVE, false, ""),
  ATTACHMENT("/v1/records/{id}/attachments/{number}", Scope.CONTENT, false, ""),
  PUT_ATTACHMENT("/v1/attachments/{digest}", Scope.SUBMIT, true, "", "PUT"),
  ASSIGN("/v1/records/{id}:assign", Scope.OPERATE, true, ""),
  ADDRESS("/v1/records/{id}:address", Scope.DIRECT, true, ""),
  WITHDRAW("/v1/records/{id}:withdraw", Scope.SUBMIT, true, ""),
  ABANDON("/v1/records/{id}:abandon", Scope.OPERATE, true, ""),
  RETRY("/v1/records/{id}:retry", Scope.OPERATE, true, ""),
  ERASE("/v1/records/{id}:erase", Scope.OPERATE, true, ""),
  PLAN_OPERATION("/v1/operations:plan", Scope.OPERATE, true, ""),
  OPERATIONS("/v1/operations", Scope.WATCH, false, "max"),
  OPERATION("/v1/operations/{id}", Scope.WATCH, false, ""),
  OPERATION_ITEMS("/v1/operations/{id}/items", Scope.WATCH, false, "skipped,result,after,max"),
  RUN_OPERATION("/v1/operations/{id}:run", Scope.OPERATE, true, ""),
  PAUSE_OPERATION("/v1/operations/{id}:pause", Scope.OPERATE, true, ""),
  CANCEL_OPERATION("/v1/operations/{id}:cancel", Scope.OPERATE, true, ""),
  DISCLOSURES("/v1/disclosures", Scope.OPERATE, true, ""),
  PROPOSE("/v1/proposals", Scope.OPERATE, true, ""),
  PROPOSALS("/v1/proposals", Scope.WATCH, false, "state,after,max"),
  PROPOSAL("/v1/proposals/{id}", Scope.WATCH, false, ""),
  APPROVE("/v1/proposals/{id}:approve", Scope.OPERATE, true, ""),
  REFUSE("/v1/proposals/{id}:refuse", Scope.OPERATE, true, ""),
  AUDIT("/v1/audit", Scope.OPERATE, false, "by,what,from,until,after,max"),
  SYSTEMS("/v1/systems", Scope.WATCH, false, ""),
  REGISTER("/v1/systems", Scope.OPERATE, true, ""),
  KEYS("/v1/systems/{name}/keys", Scope.WATCH, false, ""),
  ADD_KEY("/v1/systems/{name}/keys", Scope.OPERATE, true, ""),
  REVOKE_KEY("/v1/systems/{name}/keys/{id}:revoke", Scope.OPERATE, true, ""),
  CHANGE_SYSTEM("/v1/systems/{name}:change", Scope.OPERATE, true, ""),
  LIMIT("/v1/systems/{name}:limit", Scope.OPERATE, true, ""),
  ROTATE_KEY("/v1/systems/{name}:rotate", Scope.OPERATE, true, ""),
  RETIRE("/v1/systems/{name}:retire", Scope.OPERATE, true, ""),
  REPLACE("/v1/systems/{name}:replace", Scope.OPERATE, true, ""),
  PAUSE("/v1/routes/{node}:pause", Scope.OPERATE, true, ""),
  RESUME("/v1/routes/{node}:resume", Scope.OPERATE, true, ""),
  RESTORE("/v1/restore", Scope.KNOWN, false, ""),
  WAIVE("/v1/restore/{node}:waive", Scope.OPERATE, true, ""),
  MEMBERS("/v1/members", Scope.WATCH, false, ""),
  REHEARSE("/v1/rehearsal:ask", Scope.OPERATE, true, ""),
  REHEARSAL("/v1/rehearsal", Scope.WATCH, false, ""),
  RECONCILE("/v1/reconciliation/{node}:ask", Scope.OPERATE, true, ""),
  RECONCILIATION("/v1/reconciliation/{node}", Scope.WATCH, false, "max"),
  DEADLINES("/v1/deadlines", Scope.SEE, false, "flag,direction,node,type,after,max"),
  RATES("/v1/rates", Scope.WATCH, false, "from,to,by,format"),
  RETENTION("/v1/retention", Scope.WATCH, false, ""),
  STATUS("/v1/status", Scope.WATCH, false, ""),
  FAILURES("/v1/failures", Scope.WATCH, false, "direction,code,node,type,since,max"),
  ALARMS("/v1/alarms", Scope.WATCH, false, "max"),
  QUARANTINE("/v1/quarantine", Scope.WATCH, false, "max"),
  OPENAPI("/v1/openapi.yaml", Scope.PUBLIC, false, ""),
  ASYNCAPI("/v1/asyncapi.yaml", Scope.PUBLIC, false, ""),
  CODES("/v1/problems", Scope.PUBLIC, false, ""),
  CODE("/v1/problems/{code}", Scope.PUBLIC, false, ""),
  METRICS("/observe/metrics", Scope.WATCH, false, ""),
  LIVE("/observe/health/live", Scope.PUBLIC, false, ""),
  READY("/observe/health/ready", Scope.PUBLIC, false, "");

  /** What a key has to be for, to make a call: one of these is enough. */
  enum Scope {
    /** No key is needed. */
    PUBLIC,
    /** Any valid key. */
    KNOWN,
    SUBMIT,
    READ,
    MAILBOX,
    CONTENT,
    /** What became of records; each sees its own, an operator all. */
    SEE,
    /** The record itself, with what proves it. */
    PROVE,
    /** Who posted it, or an operator, names where a record goes. */
    DIRECT,
    WATCH,
    OPERATE;

    Set<KeyScope> any() {
      return switch (this) {
        case PUBLIC -> Set.of();
        case KNOWN -> EnumSet.allOf(KeyScope.class);
        case SUBMIT -> EnumSet.of(KeyScope.SUBMIT);
        case READ -> EnumSet.of(KeyScope.READ);
        case MAILBOX -> EnumSet.of(KeyScope.MAILBOX);
        case CONTENT -> EnumSet.of(KeyScope.CONTENT);
        case SEE -> EnumSet.of(KeyScope.READ, KeyScope.WATCH, KeyScope.OPERATE);
        case PROVE -> EnumSet.of(KeyScope.CONTENT, KeyScope.OPERATE);
        case DIRECT -> EnumSet.of(KeyScope.SUBMIT, KeyScope.OPERATE);
        case WATCH -> EnumSet.of(KeyScope.WATCH, KeyScope.OPERATE);
        case OPERATE -> EnumSet.of(KeyScope.OPERATE);
      };
    }
  }

  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)\\}");

  private final String method;
  private final String path;
  private final Scope scope;
  private final boolean body;
  private final String parameters;

  /** What takes a body is posted, the rest is got. */
  Operation(String path, Scope scope, boolean body, String parameters) {
    this(path, scope, body, parameters, body ? "POST" : "GET");
  }

  Operation(String path, Scope scope, boolean body, String parameters, String method) {
    this.method = method;
    this.path = path;
    this.scope = scope;
    this.body = body;
    this.parameters = parameters;
  }

  HttpMethod method() {
    return HttpMethod.valueOf(method);
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
    return this == PUT_ATTACHMENT || this == BATCH || this == KEEP_BATCH || this == UPLOAD_PART;
  }

  /** Names that the query may hold. */
  List<String> parameters() {
    return parameters.isEmpty() ? List.of() : List.of(parameters.split(",", -1));
  }

  /** Names in its path, in order. */
  List<String> variables() {
    return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
  }

  /** The path as a regular expression with a named group for each variable. */
  String regex() {
    return VARIABLE
        .matcher(path.replace(".", "\\."))
        .replaceAll(found -> Matcher.quoteReplacement("(?<" + found.group(1) + ">[^/:]+)"));
  }
}
