package hutong.gateway.cli;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Trust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say which node's API is asked, and as whom. */
final class ApiOptions {

  private static final String KEY_VARIABLE = "HUTONG_KEY";
  private static final int LONGEST_KEY = 512;

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8360",
      description = "the node's API (default: ${DEFAULT-VALUE})")
  private URI url;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "file that holds the API key (default: environment variable HUTONG_KEY)")
  private Path keyFile;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "PEM of the authorities that the node's certificate may be of (https)")
  private Path trust;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "PEM of a key and its certificates, where the node asks for one (https)")
  private Path certificate;

  /** Asks, waits for the answer, and lets go of the connection. */
  <T> T ask(Function<ApiClient, Future<T>> question) throws IOException {
    String language = Locale.getDefault().getLanguage().equals("zh") ? "zh" : "en";
    Vertx vertx = Vertx.vertx();
    try (ApiClient client =
        new ApiClient(vertx, url, new Trust(trust, certificate), key(), language, 1)) {
      return question.apply(client).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof ApiFailure refused) {
        throw refused;
      }
      throw new IOException("The node at " + url + " could not be asked", failed.getCause());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private String key() throws IOException {
    if (keyFile != null) {
      if (Files.size(keyFile) > LONGEST_KEY) {
        throw new IOException("This file holds no API key");
      }
      return Files.readString(keyFile).strip();
    }
    String key = System.getenv(KEY_VARIABLE);
    if (key == null || key.isBlank()) {
      throw new IOException("Give the API key by --key-file or in " + KEY_VARIABLE);
    }
    return key.strip();
  }
}
