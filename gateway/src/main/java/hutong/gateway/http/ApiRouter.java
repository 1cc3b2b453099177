package hutong.gateway.http;

import hutong.gateway.console.Console;
import hutong.gateway.systems.Caller;
import hutong.gateway.trace.CallTrace;
import hutong.gateway.trace.CallTraces;
import hutong.gateway.watch.Metrics;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.MethodOverrideHandler;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Leads each request to its operation: known path, valid key of the right scope, known parameters,
 * a body within its limits. In that order, so that strangers cost least.
 */
final class ApiRouter {

  private static final Pattern TRICK =
      Pattern.compile(
          "//|/\\.{1,2}(/|$)|[\\\\;\\x00-\\x20\\x7f]|%(2[ef]|5c|00)", Pattern.CASE_INSENSITIVE);

  private static final String CALL = "call";

  private final Identity identity;
  private final CallLimit limit;
  private final Noted noted;
  private final Answers answers;
  private final BodyReader bodies;
  private final ConnectionWatch watch;
  private final Metrics metrics;
  private final CallTraces traces;
  private final Failures failures;
  private final RequestIds ids = new RequestIds();
  private final Context loop;
  private final Router router;

  ApiRouter(
      Vertx vertx,
      Context loop,
      HttpSettings settings,
      Identity identity,
      CallLimit limit,
      Noted noted,
      ConnectionWatch watch,
      Metrics metrics,
      CallTraces traces,
      Failures failures,
      Map<Operation, Handling> handlings,
      Console console) {
    this.identity = identity;
    this.limit = limit;
    this.noted = noted;
    this.answers = new Answers(vertx);
    this.bodies = new BodyReader(vertx, settings.bodyBytes(), settings.bodyTime());
    this.watch = watch;
    this.metrics = metrics;
    this.traces = traces;
    this.failures = failures;
    this.loop = loop;
    this.router = Router.router(vertx);
    // By tus, for those behind proxies that know neither PATCH nor DELETE.
    router.routeWithRegex("/v1/uploads/[^/]+").handler(MethodOverrideHandler.create());
    for (Operation operation : Operation.values()) {
      Handling handling = handlings.get(operation);
      router
          .routeWithRegex(operation.method(), operation.regex())
          .handler(routing -> begin(routing, operation, handling));
    }
    console.mount(router);
    router.errorHandler(404, routing -> unknown(routing, ApiCode.NOT_FOUND));
    router.errorHandler(405, routing -> unknown(routing, ApiCode.METHOD_NOT_ALLOWED));
    router.errorHandler(400, routing -> unknown(routing, ApiCode.REQUEST_MALFORMED));
    router.errorHandler(500, this::failed);
  }

  void handle(HttpServerRequest request) {
    watch.began(request);
    if (request.response().writeQueueFull()) {
      // Whoever asks on without reading would have its answers pile up here.
      request.pause();
      request
          .response()
          .drainHandler(
              any -> {
                request.response().drainHandler(null);
                request.resume();
                lead(request);
              });
    } else {
      lead(request);
    }
  }

  private void lead(HttpServerRequest request) {
    if (isTrick(request.path()) || isTrick(request.headers())) {
      refuse(request, ApiCode.REQUEST_MALFORMED);
    } else {
      router.handle(request);
    }
  }

  /** What some would take for another host, or for a body of another length. */
  private static boolean isTrick(MultiMap headers) {
    List<String> coding = headers.getAll("Transfer-Encoding");
    return headers.getAll("Host").size() > 1
        || coding.size() > 1
        || (coding.size() == 1 && !coding.get(0).equalsIgnoreCase("chunked"));
  }

  /** What some would read as another path than it is written: nothing of ours has any of it. */
  private static boolean isTrick(String path) {
    return path == null || TRICK.matcher(path).find();
  }

  /** Answers what is not HTTP, or too much of it, and hangs up. */
  void invalid(HttpServerRequest request) {
    String fault =
        request.decoderResult().cause() == null
            ? ""
            : request.decoderResult().cause().getClass().getSimpleName();
    ApiCode code =
        switch (fault) {
          case "TooLongHttpLineException" -> ApiCode.LINE_TOO_LONG;
          case "TooLongHttpHeaderException" -> ApiCode.HEAD_TOO_LARGE;
          default -> ApiCode.REQUEST_MALFORMED;
        };
    refuse(request, code);
  }

  private void refuse(HttpServerRequest request, ApiCode code) {
    String id = ids.next();
    request.response().putHeader("X-Request-Id", id);
    Buffer problem = Problem.of(new Refused(code), Language.EN, id);
    answers.send(request, code.status(), Answers.PROBLEM, problem, true);
  }

  private void begin(RoutingContext routing, Operation operation, Handling handling) {
    long begun = System.nanoTime();
    // The one handler of the response's end: the watch's own is replaced, so it is called here.
    routing.response().endHandler(any -> ended(routing, operation, begun));
    Optional<Caller> caller =
        operation.scope() == Operation.Scope.PUBLIC
            ? Optional.empty()
            : identity.of(routing.request());
    Call call = call(routing, caller.orElse(null));
    routing.put(CALL, call);
    try {
      authorise(operation, caller);
      if (caller.isPresent()) {
        watch.known(routing.request().connection(), call.asker());
        limit.count(call);
        follow(call, routing, operation, begun);
      }
      checkParameters(operation, routing);
      if (!operation.takesBody() && BodyReader.hasBody(routing.request())) {
        throw new Refused(ApiCode.BODY_INVALID);
      }
    } catch (Refused refused) {
      refuseEarly(call, refused);
      return;
    }
    if (operation.streams()) {
      call.leftUnread();
      failures.guard(call, () -> handling.handle(call));
    } else if (operation.takesBody()) {
      bodies
          .read(routing.request())
          .onSuccess(
              body -> {
                call.body(body);
                handle(operation, call, caller.orElse(null), handling);
              })
          .onFailure(fault -> unread(call, fault));
    } else {
      handle(operation, call, caller.orElse(null), handling);
    }
  }

  /** What is an act is noted before it is done; if it can't be, it is not done. */
  private void handle(Operation operation, Call call, Caller caller, Handling handling) {
    if (caller == null || !Noted.concerns(operation, caller)) {
      failures.guard(call, () -> handling.handle(call));
      return;
    }
    noted
        .before(operation, call)
        .onSuccess(any -> failures.guard(call, () -> handling.handle(call)))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void ended(RoutingContext routing, Operation operation, long begun) {
    watch.ended(routing.request().connection());
    int status = routing.response().getStatusCode();
    metrics.called(operation.name(), status, System.nanoTime() - begun);
    Call call = routing.get(CALL);
    if (call != null) {
      noted.after(call);
    }
  }

  /** Goes on with its caller's trace, if there is one. */
  private void follow(Call call, RoutingContext routing, Operation operation, long begun) {
    CallTrace trace = traces.begin(operation.name(), call.header("traceparent"));
    if (trace != null) {
      call.trace(trace);
      routing
          .response()
          .endHandler(
              any -> {
                ended(routing, operation, begun);
                trace.ended(routing.response().getStatusCode());
              });
    }
  }

  /**
   * What is on its way is read to its end first, within the limits, so that the answer is heard.
   */
  private void refuseEarly(Call call, Refused refused) {
    if (!BodyReader.hasBody(call.request())) {
      call.refuse(refused);
      return;
    }
    if (call.header("Expect") != null) {
      call.leftUnread();
      call.refuse(refused);
      return;
    }
    bodies
        .skip(call.request())
        .onComplete(
            read -> {
              if (read.failed()) {
                call.leftUnread();
              }
              call.refuse(refused);
            });
  }

  private void unread(Call call, Throwable fault) {
    call.leftUnread();
    if (!call.gone()) {
      failures.answer(call, fault);
    }
  }

  private Call call(RoutingContext routing, Caller caller) {
    return new Call(routing, loop, answers, ids.next(), caller);
  }

  private static void authorise(Operation operation, Optional<Caller> caller) {
    if (operation.scope() == Operation.Scope.PUBLIC) {
      return;
    }
    Caller known = caller.orElseThrow(() -> new Refused(ApiCode.UNAUTHENTICATED));
    if (Collections.disjoint(operation.scope().any(), known.scopes())) {
      throw new Refused(ApiCode.FORBIDDEN);
    }
  }

  private static void checkParameters(Operation operation, RoutingContext routing) {
    String query = routing.request().query();
    if (query == null || query.isEmpty()) {
      return;
    }
    MultiMap given = routing.queryParams();
    for (String name : given.names()) {
      if (!operation.parameters().contains(name) || given.getAll(name).size() > 1) {
        throw new Refused(ApiCode.PARAMETER_INVALID, operation.parameters());
      }
    }
  }

  private void unknown(RoutingContext routing, ApiCode code) {
    refuseEarly(call(routing, null), new Refused(code));
  }

  private void failed(RoutingContext routing) {
    Call call = call(routing, null);
    call.leftUnread();
    Throwable fault = routing.failure();
    failures.answer(call, fault == null ? new Refused(ApiCode.INTERNAL) : fault);
  }
}
