package hutong.gateway.http;

import hutong.gateway.audit.Asked;
import hutong.gateway.systems.Caller;
import hutong.gateway.trace.CallTrace;
import hutong.routes.LocalSystem;
import hutong.routes.ledger.Viewer;
import hutong.schemas.Violation;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;

/** One call in progress: who makes it, what it gives, and its answer. Event loop only. */
final class Call {

  private final RoutingContext routing;
  private final Context context;
  private final Answers answers;
  private final String id;
  private final Language language;
  private final Caller caller;
  private Buffer body = Buffer.buffer();
  private boolean unread;
  private Asked noted;
  private String refusedFor;
  private int answered;
  private Runnable whenAnswered;
  private CallTrace trace;

  /**
   * @param caller null for a public call, and until it is known
   */
  Call(RoutingContext routing, Context context, Answers answers, String id, Caller caller) {
    this.routing = routing;
    this.context = context;
    this.answers = answers;
    this.id = id;
    this.language = Language.accepted(routing.request().getHeader("Accept-Language"));
    this.caller = caller;
    routing.response().putHeader("X-Request-Id", id);
  }

  String id() {
    return id;
  }

  Context context() {
    return context;
  }

  Language language() {
    return language;
  }

  HttpServerRequest request() {
    return routing.request();
  }

  /** The system that calls; only in operations that want one. */
  LocalSystem system() {
    return ((Caller.Local) caller).system();
  }

  /** Whether the key is of a system that was replaced and has only to finish. */
  boolean retiring() {
    return caller instanceof Caller.Local local && local.retiring();
  }

  /** Name of whoever calls. */
  String asker() {
    return caller.name();
  }

  /** It is an act, and noted as this. */
  void noted(Asked asked) {
    this.noted = asked;
  }

  /** Null if it is no act. */
  Asked noted() {
    return noted;
  }

  /** What it is about turned out in doing it: an id, or a name that is registered. */
  void about(Object id) {
    if (noted != null) {
      noted = noted.about(id.toString());
    }
  }

  /** Of its answer. */
  int status() {
    return answered != 0 ? answered : routing.response().getStatusCode();
  }

  /**
   * Whether its caller has hung up before it was answered; what is given is then run when the
   * answer is there that nobody hears. Of one that is broken off in its midst there is none.
   */
  boolean unheard(Runnable then) {
    if (answered != 0 || routing.response().ended()) {
      return false;
    }
    this.whenAnswered = then;
    return true;
  }

  /** Null if it was not refused. */
  String refusedFor() {
    return refusedFor;
  }

  Viewer viewer() {
    return caller instanceof Caller.Local
        ? new Viewer.LocalSystem(caller.name())
        : new Viewer.Operator();
  }

  Buffer body() {
    return body;
  }

  void body(Buffer read) {
    this.body = read;
  }

  /** From now on the answer is the last on its connection, since the body was not read whole. */
  void leftUnread() {
    this.unread = true;
  }

  /** It was read whole after all. */
  void read() {
    this.unread = false;
  }

  /** Its caller follows it; null: not. */
  void trace(CallTrace of) {
    this.trace = of;
  }

  /** As it goes on with what it brings; null if nobody follows it. */
  String traceparent() {
    return trace == null ? null : trace.traceparent();
  }

  /** It brought this record. */
  void brought(UUID record) {
    if (trace != null) {
      trace.brought(record);
    }
  }

  /** Whether nobody hears the answer any more. */
  boolean gone() {
    return routing.response().closed() || routing.response().ended();
  }

  String header(String name) {
    return routing.request().getHeader(name);
  }

  String query(String name) {
    return routing.queryParams().get(name);
  }

  /** A number of the query within its bounds, or the one given if it is absent. */
  int query(String name, int least, int most, int absent) {
    String text = query(name);
    if (text == null) {
      return absent;
    }
    try {
      int number = text.length() > 9 ? -1 : Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw Refused.parameter(name);
    }
    throw Refused.parameter(name);
  }

  String path(String name) {
    return routing.pathParam(name);
  }

  UUID pathId(String name) {
    UUID found = Ids.parse(routing.pathParam(name));
    if (found == null) {
      throw Refused.parameter(name);
    }
    return found;
  }

  void header(String name, String value) {
    routing.response().putHeader(name, value);
  }

  /** Begins an answer that is written piece by piece. */
  HttpServerResponse begin(String type, long length) {
    return answers.begin(routing.request(), type, length);
  }

  /** Begins an answer whose length nobody knows yet. */
  HttpServerResponse beginPieces(String type) {
    return answers.beginPieces(routing.request(), type);
  }

  void json(int status, JsonBody.Content content) {
    answer(status, Answers.JSON, JsonBody.object(content));
  }

  void answer(int status, String type, Buffer content) {
    answered = status;
    answers.send(routing.request(), status, type, content, unread);
    Runnable then = whenAnswered;
    whenAnswered = null;
    if (then != null) {
      then.run();
    }
  }

  void nothing() {
    answer(204, null, Buffer.buffer());
  }

  void refuse(List<Violation> violations) {
    refusedFor = violations.isEmpty() ? null : violations.get(0).code().name();
    header("Content-Language", language.tag());
    answer(Problem.status(violations), Answers.PROBLEM, Problem.of(violations, language, id));
  }

  void refuse(Refused refused) {
    ApiCode code = refused.code();
    refusedFor = code.name();
    header("Content-Language", language.tag());
    if (code == ApiCode.TOO_BUSY
        || code == ApiCode.UNAVAILABLE
        || code == ApiCode.OUTCOME_UNKNOWN) {
      header("Retry-After", "1");
    }
    if (code == ApiCode.BACKLOG_FULL
        || code == ApiCode.ATTACHMENTS_FULL
        || code == ApiCode.BATCHES_FULL) {
      header("Retry-After", "30");
    }
    if (code == ApiCode.UNAUTHENTICATED) {
      header("WWW-Authenticate", "Bearer");
    }
    answer(code.status(), Answers.PROBLEM, Problem.of(refused, language, id));
  }
}
