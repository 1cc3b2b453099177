package hutong.gateway.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Closes connections that do not get a request's head across in time, however many bytes they
 * trickle, and those beyond the number allowed. Event loop only.
 */
final class ConnectionWatch {

  private static final class Watched {
    private int calls;
    private String caller;
    private long idleSince = System.nanoTime();
  }

  private final IdentityHashMap<HttpConnection, Watched> open = new IdentityHashMap<>();
  private final int most;
  private final long headNanos;
  private int calls;

  ConnectionWatch(int most, Duration headTime) {
    this.most = most;
    this.headNanos = headTime.toNanos();
  }

  void connected(HttpConnection connection) {
    if (open.size() >= most && !roomMade()) {
      connection.close();
      return;
    }
    open.put(connection, new Watched());
    connection.closeHandler(
        closed -> {
          Watched gone = open.remove(connection);
          if (gone != null) {
            calls -= gone.calls;
          }
        });
  }

  /**
   * The longest silent one makes room: a stranger's, else one of the caller that has most, so that
   * nobody keeps the others out.
   */
  private boolean roomMade() {
    String most = mostGreedy();
    HttpConnection longest = null;
    long since = Long.MAX_VALUE;
    for (Map.Entry<HttpConnection, Watched> each : open.entrySet()) {
      Watched watched = each.getValue();
      boolean may = watched.calls == 0 && Objects.equals(watched.caller, most);
      if (may && watched.idleSince < since) {
        longest = each.getKey();
        since = watched.idleSince;
      }
    }
    if (longest == null) {
      return false;
    }
    open.remove(longest);
    var unused = longest.close();
    return true;
  }

  /** Null for strangers, who come first; of the others, who has most that are silent. */
  private String mostGreedy() {
    Map<String, Integer> silent = new HashMap<>();
    for (Watched each : open.values()) {
      if (each.calls == 0) {
        if (each.caller == null) {
          return null;
        }
        silent.merge(each.caller, 1, Integer::sum);
      }
    }
    return silent.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** It bears calls of somebody with a key. */
  void known(HttpConnection connection, String caller) {
    Watched watched = open.get(connection);
    if (watched != null) {
      watched.caller = caller;
    }
  }

  void began(HttpServerRequest request) {
    Watched watched = open.get(request.connection());
    if (watched != null) {
      watched.calls++;
      calls++;
      request.response().endHandler(ended -> ended(request.connection()));
    }
  }

  /** A call of it is answered. */
  void ended(HttpConnection connection) {
    Watched watched = open.get(connection);
    if (watched != null && watched.calls > 0) {
      watched.calls--;
      watched.idleSince = System.nanoTime();
      calls--;
    }
  }

  /** Calls that are not answered yet. */
  int calls() {
    return calls;
  }

  void closeIdle() {
    long now = System.nanoTime();
    List<HttpConnection> late = new ArrayList<>();
    open.forEach(
        (connection, watched) -> {
          if (watched.calls == 0 && now - watched.idleSince > headNanos) {
            late.add(connection);
          }
        });
    late.forEach(HttpConnection::close);
  }
}
