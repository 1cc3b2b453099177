package hutong.gateway.node;

import hutong.certs.RemoteTimeAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Carries questions to a time-stamping authority over HTTP (RFC 3161, 3.4). */
final class TimeStampLine implements RemoteTimeAuthority.Post {

  private final URI url;
  private final Duration timeout;
  private final HttpClient client;

  TimeStampLine(URI url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public byte[] post(byte[] query) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/timestamp-query")
            .header("Accept", "application/timestamp-reply")
            .POST(HttpRequest.BodyPublishers.ofByteArray(query))
            .build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(request, head -> new Bounded());
    try {
      HttpResponse<byte[]> answer = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != 200) {
        throw new IOException(
            "the time-stamping authority answers HTTP status " + answer.statusCode());
      }
      return answer.body();
    } catch (TimeoutException late) {
      throw new IOException("the time-stamping authority does not answer in time", late);
    } catch (ExecutionException failed) {
      throw new IOException("the time-stamping authority cannot be asked", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the time-stamping authority was asked", stopped);
    } finally {
      asked.cancel(true);
    }
  }

  /** Takes a body up to its bound, and lets go of the connection beyond it. */
  private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {

    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (taken.size() + buffer.remaining() > RemoteTimeAuthority.MAX_ANSWER) {
          subscription.cancel();
          whole.completeExceptionally(new IOException("the answer is too large"));
          return;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        taken.writeBytes(bytes);
      }
    }

    @Override
    public void onError(Throwable fault) {
      whole.completeExceptionally(fault);
    }

    @Override
    public void onComplete() {
      whole.complete(taken.toByteArray());
    }
  }
}
