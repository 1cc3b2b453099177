package hutong.gateway.node;

import hutong.certs.StatusFetcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Gets revocation lists and OCSP answers over HTTP, bounded in size and time. Plain HTTP will do:
 * what comes is signed. Redirects are not followed: the signed directory says where to ask.
 */
final class HttpStatuses implements StatusFetcher {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  @Override
  public byte[] get(String address, int most) throws IOException {
    return send(to(address).GET(), most);
  }

  @Override
  public byte[] post(String address, String type, byte[] body, int most) throws IOException {
    return send(
        to(address).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)),
        most);
  }

  private static HttpRequest.Builder to(String address) throws IOException {
    try {
      return HttpRequest.newBuilder(URI.create(address));
    } catch (IllegalArgumentException none) {
      throw new IOException("no address", none);
    }
  }

  private byte[] send(HttpRequest.Builder request, int most) throws IOException {
    try {
      HttpResponse<InputStream> response =
          client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("status " + response.statusCode());
        }
        byte[] body = in.readNBytes(most + 1);
        if (body.length > most) {
          throw new IOException("more than " + most + " octets");
        }
        return body;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    }
  }
}
