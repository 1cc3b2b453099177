package hutong.gateway.webhooks;

import hutong.routes.ledger.Webhooks.Secrets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Makes one call of a webhook: signed, without following elsewhere, to the very address that was
 * judged, in bounded time; of the answer its status alone counts.
 */
public final class CallHook implements AutoCloseable {

  private static final long CALL_SECONDS = 10;
  private static final int CONNECT_MS = 5_000;
  private static final int KEEP_SECONDS = 30;
  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private final AllowedHosts hosts;
  private final Clock clock;
  private final HttpClient client;

  /**
   * @param trust PEM of the authorities that receivers' certificates are of; null: those of Java
   */
  public CallHook(Vertx vertx, AllowedHosts hosts, Path trust, Clock clock) {
    this.hosts = hosts;
    this.clock = clock;
    HttpClientOptions options =
        new HttpClientOptions()
            .setVerifyHost(true)
            .setForceSni(true)
            .setConnectTimeout(CONNECT_MS)
            .setKeepAliveTimeout(KEEP_SECONDS)
            .setMaxPoolSize(8)
            .setMaxWaitQueueSize(16)
            .setDecoderInitialBufferSize(1_024)
            .setMaxHeaderSize(8_192);
    if (trust != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(trust.toString()));
    }
    this.client = vertx.createHttpClient(options);
  }

  /** Whether this is a URL that a webhook may have; where it leads is judged at each call. */
  public static boolean callable(String url) {
    try {
      return url != null && HookUrl.of(url).port() > 0;
    } catch (IllegalArgumentException fault) {
      return false;
    }
  }

  /**
   * Waits for the outcome; not on an event loop.
   *
   * @param id the same for the same thing told, however often
   */
  public Delivery call(String url, String id, byte[] body, Secrets secrets) {
    try {
      HookUrl to = HookUrl.of(url);
      Optional<InetAddress> address = hosts.address(to.host());
      if (address.isEmpty() || !(to.tls() || hosts.listed(address.get()))) {
        return Delivery.failed("ADDRESS_NOT_ALLOWED");
      }
      return send(to, address.get(), id, body, secrets);
    } catch (UnknownHostException unknown) {
      return Delivery.failed("HOST_UNKNOWN");
    } catch (IllegalArgumentException fault) {
      return Delivery.failed("URL_INVALID");
    }
  }

  private Delivery send(HookUrl to, InetAddress address, String id, byte[] body, Secrets secrets) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setSsl(to.tls())
            .setHost(to.host())
            .setPort(to.port())
            .setURI(to.path())
            .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
            .setFollowRedirects(false)
            .setTimeout(TimeUnit.SECONDS.toMillis(CALL_SECONDS))
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", "hutong");
    sign(options, id, body, secrets);
    Future<Delivery> answer =
        client.request(options).compose(request -> answer(request, Buffer.buffer(body)));
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(CALL_SECONDS + 1, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Delivery.failed("STOPPED");
    } catch (TimeoutException late) {
      return Delivery.failed("TIMED_OUT");
    } catch (ExecutionException failed) {
      return Delivery.failed(cause(failed.getCause()));
    }
  }

  private void sign(RequestOptions options, String id, byte[] body, Secrets secrets) {
    long seconds = clock.instant().getEpochSecond();
    String signatures = HookSecret.signature(secrets.now(), id, seconds, body);
    if (secrets.old() != null) {
      signatures += " " + HookSecret.signature(secrets.old(), id, seconds, body);
    }
    options.putHeader("webhook-id", id);
    options.putHeader("webhook-timestamp", Long.toString(seconds));
    options.putHeader("webhook-signature", signatures);
  }

  private Future<Delivery> answer(HttpClientRequest request, Buffer body) {
    // What a receiver breaks off with is told by the call's outcome, and logged by nobody.
    request.exceptionHandler(broken -> {});
    return request.send(body).map(response -> judged(request, response));
  }

  /** Nothing of its body is kept; a long one costs the connection. */
  private Delivery judged(HttpClientRequest request, HttpClientResponse response) {
    response.exceptionHandler(broken -> {});
    boolean none = response.statusCode() == 204;
    long length = none ? 0 : length(response.getHeader("Content-Length"));
    if (length < 0 || length > 4_096) {
      request.connection().close();
    }
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return Delivery.TAKEN;
    }
    Duration wait = status == 429 || status == 503 ? wait(response.getHeader("Retry-After")) : null;
    return new Delivery("STATUS_" + status, status, wait, status == 410);
  }

  private static long length(String given) {
    return given != null && given.matches("\\d{1,9}") ? Long.parseLong(given) : -1;
  }

  /** Seconds, or a date (RFC 9110, 10.2.3). */
  private Duration wait(String given) {
    if (given == null) {
      return null;
    }
    Duration asked;
    if (given.matches("\\d{1,9}")) {
      asked = Duration.ofSeconds(Long.parseLong(given));
    } else {
      try {
        Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(given));
        asked = Duration.between(clock.instant(), until);
      } catch (DateTimeException neither) {
        return null;
      }
    }
    return asked.isNegative() ? null : asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }

  private static String cause(Throwable fault) {
    if (fault instanceof SSLException) {
      return "TLS_REFUSED";
    }
    if (fault instanceof TimeoutException) {
      return "TIMED_OUT";
    }
    return fault instanceof ConnectException ? "NOT_REACHED" : "CUT_OFF";
  }

  @Override
  public void close() throws IOException {
    var unused = client.close();
  }
}
