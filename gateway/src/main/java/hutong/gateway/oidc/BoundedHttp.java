package hutong.gateway.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks a provider, bounded in size and in the time of the whole question. Redirects are not
 * followed: its document says where things are.
 */
final class BoundedHttp implements ResourceRetriever, HTTPRequestSender {

  private static final int MOST = 262_144;

  private final HttpClient client;
  private final Duration timeout;

  /**
   * @param trust PEM file of authorities; null for those of Java
   */
  BoundedHttp(Duration timeout, Path trust) throws IOException {
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout);
    if (trust != null) {
      builder.sslContext(trusting(trust));
    }
    this.client = builder.build();
  }

  private static SSLContext trusting(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        authorities.setCertificateEntry("authority-" + number++, each);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IOException("console.oidc.trust holds nothing usable", unusable);
    }
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      HttpResponse<byte[]> response = send(HttpRequest.newBuilder(url.toURI()).GET());
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return new Resource(text(response), type(response));
    } catch (URISyntaxException | IllegalArgumentException none) {
      throw new IOException("no address", none);
    }
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
    URI to = asked.getURI();
    String body = asked.getBody() == null ? "" : asked.getBody();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .method(asked.getMethod().name(), HttpRequest.BodyPublishers.ofString(body));
    asked
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    HttpResponse<byte[]> response = send(request);
    HTTPResponse said = new HTTPResponse(response.statusCode());
    try {
      said.setContentType(type(response));
    } catch (ParseException wrong) {
      throw new IOException("no type of content", wrong);
    }
    said.setBody(text(response));
    return said;
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String type(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Content-Type").orElse("application/octet-stream");
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), head -> new LimitedBody(MOST));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    } catch (TimeoutException late) {
      throw new IOException("no answer in time", late);
    } catch (ExecutionException failed) {
      throw new IOException("no answer", failed.getCause());
    } finally {
      answer.cancel(true);
    }
  }
}
