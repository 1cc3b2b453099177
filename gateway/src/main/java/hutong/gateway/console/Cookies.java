package hutong.gateway.console;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * The console's cookies. Where pages go encrypted they are for this very host alone, so that no
 * neighbour can plant one.
 */
record Cookies(boolean tls) {

  static final String SESSION = "hutong-session";
  static final String LANGUAGE = "hutong-language";
  static final String PENDING = "hutong-pending";
  static final String KNOWN = "hutong-known";

  /** Where somebody wanted to go who had to sign in first. */
  static final String WANTED = "hutong-wanted";

  /** The name under which a browser has it. */
  String name(String name) {
    return tls ? "__Host-" + name : name;
  }

  /** What a browser brings; null if it brings none. */
  String read(RoutingContext call, String name) {
    Cookie cookie = call.request().getCookie(name(name));
    return cookie == null ? null : cookie.getValue();
  }

  /** Until the browser ends; never sent with what another site asks for. */
  void give(RoutingContext call, String name, String value) {
    call.response().addCookie(made(name, value));
  }

  void give(RoutingContext call, String name, String value, Duration life) {
    call.response().addCookie(made(name, value).setMaxAge(life.toSeconds()));
  }

  /** The same, but sent when another site leads here. */
  void giveForReturn(RoutingContext call, String name, String value, Duration life) {
    call.response()
        .addCookie(made(name, value).setMaxAge(life.toSeconds()).setSameSite(CookieSameSite.LAX));
  }

  void take(RoutingContext call, String name) {
    give(call, name, "", Duration.ZERO);
  }

  private Cookie made(String name, String value) {
    return Cookie.cookie(name(name), value)
        .setPath(tls ? "/" : Door.HOME)
        .setHttpOnly(true)
        .setSecure(tls)
        .setSameSite(CookieSameSite.STRICT);
  }
}
