package hutong.gateway.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.client.HutongClient;
import hutong.client.HutongProblem;
import hutong.client.HutongTls;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/** The options that say which node's API is asked, and as whom. */
final class ApiOptions {

  private static final JsonMapper JSON = JsonMapper.builder().build();
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

  /** A question to the node. */
  @FunctionalInterface
  interface Question<T> {
    T ask(HutongClient client) throws IOException;
  }

  /**
   * Asks the node.
   *
   * @throws HutongProblem if it refuses
   * @throws NodeUnreachable if it does not answer
   */
  <T> T ask(Question<T> question) throws IOException {
    String language = Locale.getDefault().getLanguage().equals("zh") ? "zh" : "en";
    HutongClient client = new HutongClient(url, key(), language, tls());
    try {
      return question.ask(client);
    } catch (HutongProblem refused) {
      throw refused;
    } catch (NoSuchFileException ours) {
      throw ours;
    } catch (IOException broken) {
      throw new NodeUnreachable("The node at " + url + " could not be asked", broken);
    }
  }

  JsonObject get(String path) throws IOException {
    return ask(client -> new JsonObject(client.read(path).toString()));
  }

  /** The answer; null if there is nothing to say. */
  JsonObject post(String path, JsonObject body) throws IOException {
    return ask(
        client ->
            client
                .call(path, JSON.readTree(body.encode()))
                .map(said -> new JsonObject(said.toString()))
                .orElse(null));
  }

  private SSLContext tls() throws IOException {
    try {
      return trust == null && certificate == null ? null : HutongTls.of(trust, certificate);
    } catch (GeneralSecurityException unusable) {
      throw new IOException("--trust or --certificate holds nothing usable", unusable);
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
