package hutong.gateway.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every call of the API: its method, its path as in {@code openapi.yaml}, and who may make it. */
enum Operation {
  SUBMIT(HttpMethod.POST, "/v1/records", Scope.SYSTEM, true),
  POLL(HttpMethod.GET, "/v1/mailbox", Scope.SYSTEM, false, "wait", "max", "lease"),
  DECIDE(HttpMethod.POST, "/v1/mailbox/{lease}:decide", Scope.SYSTEM, true),
  ACKNOWLEDGE(HttpMethod.POST, "/v1/mailbox/{lease}:ack", Scope.SYSTEM, true),
  GIVE_BACK(HttpMethod.POST, "/v1/mailbox/{lease}:nack", Scope.SYSTEM, true),
  VALIDATE(HttpMethod.POST, "/v1/records:validate", Scope.SYSTEM, true),
  FIND(HttpMethod.GET, "/v1/records/{id}", Scope.ANY, false),
  FIND_BY_SOURCE(HttpMethod.GET, "/v1/records", Scope.ANY, false, "sourceSystem", "sourceKey"),
  TIMELINE(HttpMethod.GET, "/v1/records/{id}/timeline", Scope.ANY, false),
  RECEIPT(HttpMethod.GET, "/v1/records/{id}/receipt", Scope.ANY, false, "kind"),
  ASSIGN(HttpMethod.POST, "/v1/records/{id}:assign", Scope.OPERATOR, true),
  STATUS(HttpMethod.GET, "/v1/status", Scope.OPERATOR, false),
  ALARMS(HttpMethod.GET, "/v1/alarms", Scope.OPERATOR, false, "max"),
  QUARANTINE(HttpMethod.GET, "/v1/quarantine", Scope.OPERATOR, false, "max"),
  OPENAPI(HttpMethod.GET, "/v1/openapi.yaml", Scope.PUBLIC, false),
  LIVE(HttpMethod.GET, "/observe/health/live", Scope.PUBLIC, false),
  READY(HttpMethod.GET, "/observe/health/ready", Scope.PUBLIC, false);

  /** Whose key a call wants. */
  enum Scope {
    PUBLIC,
    ANY,
    SYSTEM,
    OPERATOR
  }

  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)\\}");

  private final HttpMethod method;
  private final String path;
  private final Scope scope;
  private final boolean body;
  private final List<String> parameters;

  Operation(HttpMethod method, String path, Scope scope, boolean body, String... parameters) {
    this.method = method;
    this.path = path;
    this.scope = scope;
    this.body = body;
    this.parameters = List.of(parameters);
  }

  HttpMethod method() {
    return method;
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

  /** Names that the query may hold. */
  List<String> parameters() {
    return parameters;
  }

  /** The path as a regular expression with a named group for each variable. */
  String regex() {
    return VARIABLE
        .matcher(path.replace(".", "\\."))
        .replaceAll(found -> Matcher.quoteReplacement("(?<" + found.group(1) + ">[^/:]+)"));
  }
}
