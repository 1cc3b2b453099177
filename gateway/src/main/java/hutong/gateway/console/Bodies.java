package hutong.gateway.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;

/**
 * Reads forms: long ones only of whoever is signed in, and none that trickles, so that many
 * strangers together hold little.
 */
final class Bodies {

  private static final int MOST = 65_536;
  private static final int TOO_LONG = 413;
  private static final int MOST_OF_STRANGERS = 4_096;

  private final Vertx vertx;
  private final Door door;
  private final Duration time;
  private final BodyHandler large = BodyHandler.create(false).setBodyLimit(MOST);
  private final BodyHandler small = BodyHandler.create(false).setBodyLimit(MOST_OF_STRANGERS);

  Bodies(Vertx vertx, Door door, Duration time) {
    this.vertx = vertx;
    this.door = door;
    this.time = time;
  }

  void mount(Router router) {
    router.post("/console/*").handler(this::read).failureHandler(Bodies::failed);
  }

  /** What is too long, or ends in its midst, is no fault of the node. */
  private static void failed(RoutingContext call) {
    if (call.statusCode() == TOO_LONG) {
      call.response().setStatusCode(TOO_LONG).end();
    } else if (!(call.failure() instanceof HttpClosedException)) {
      call.next();
    }
  }

  private void read(RoutingContext call) {
    long end =
        vertx.setTimer(
            time.toMillis(),
            any -> {
              if (!call.request().isEnded()) {
                call.request().connection().close();
              }
            });
    call.addEndHandler(any -> vertx.cancelTimer(end));
    (door.session(call, false).isPresent() ? large : small).handle(call);
  }
}
