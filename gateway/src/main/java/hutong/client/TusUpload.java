package hutong.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** Sends one table in parts, by tus 1.0.0. */
final class TusUpload {

  private static final int PART = 4 << 20;
  private static final int MOST_FAILURES = 20;
  private static final long REST_MS = 500;
  private static final String BATCH = "Hutong-Batch";

  private final HutongClient client;
  private final Path table;
  private final Path remembered;

  /** How far it is, and what it has become; the latter null while it is not whole. */
  private record Standing(long offset, UUID batch) {}

  TusUpload(HutongClient client, Path table, Path remembered) {
    this.client = client;
    this.table = table;
    this.remembered = remembered;
  }

  /** The kept table that it becomes. */
  UUID send(String dialect, boolean all) throws IOException {
    String what =
        String.join("\n", client.node().toString(), dialect, Boolean.toString(all), sha256());
    String path = remembered(what);
    Standing at = path == null ? null : known(path);
    if (at == null) {
      path = begun(dialect, all, what);
      at = new Standing(0, null);
    }
    int failures = 0;
    try (SeekableByteChannel content = Files.newByteChannel(table)) {
      while (at.batch == null) {
        try {
          at = part(path, content, at.offset);
          failures = 0;
        } catch (HutongProblem refused) {
          boolean passing = refused.passing() || refused.status() == 409 || refused.status() == 423;
          if (!passing || ++failures == MOST_FAILURES) {
            throw refused;
          }
          at = asked(path, failures);
        } catch (IOException broken) {
          if (++failures == MOST_FAILURES) {
            throw broken;
          }
          at = asked(path, failures);
        }
      }
    }
    Files.deleteIfExists(remembered);
    return at.batch;
  }

  /** Null if there was none, or of another table, or asked for otherwise. */
  private String remembered(String what) throws IOException {
    if (!Files.exists(remembered)) {
      return null;
    }
    String[] lines = Files.readString(remembered).split("\n", 2);
    return lines.length == 2 && lines[1].equals(what) ? lines[0] : null;
  }

  private String sha256() throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
    try (InputStream in = Files.newInputStream(table)) {
      byte[] part = new byte[64 << 10];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        digest.update(part, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Null if it is forgotten there. */
  private Standing known(String path) throws IOException {
    try {
      return standing(client.again(head(path)));
    } catch (HutongProblem gone) {
      if (gone.status() == 404) {
        return null;
      }
      throw gone;
    }
  }

  private String begun(String dialect, boolean all, String what) throws IOException {
    String metadata =
        "dialect " + base64(dialect) + ",onError " + base64(all ? "rejectAll" : "acceptValid");
    HttpRequest request =
        tus("/v1/uploads")
            .header("Upload-Length", Long.toString(Files.size(table)))
            .header("Upload-Metadata", metadata)
            .POST(BodyPublishers.noBody())
            .build();
    String path =
        client
            .once(request)
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new IOException("the node named no place for the upload"));
    Files.writeString(remembered, path + "\n" + what);
    return path;
  }

  private Standing part(String path, SeekableByteChannel content, long offset) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(PART);
    content.position(offset);
    while (part.hasRemaining() && content.read(part) >= 0) {
      // Until it is full, or the table ends.
    }
    byte[] octets = Arrays.copyOf(part.array(), part.position());
    HttpRequest request =
        tus(path)
            .header("Upload-Offset", Long.toString(offset))
            .header("Content-Type", "application/offset+octet-stream")
            .method("PATCH", BodyPublishers.ofByteArray(octets))
            .build();
    return standing(client.once(request));
  }

  private Standing asked(String path, int failures) throws IOException {
    HutongClient.sleep(REST_MS * failures);
    return standing(client.again(head(path)));
  }

  private HttpRequest.Builder head(String path) {
    return tus(path).method("HEAD", BodyPublishers.noBody());
  }

  private HttpRequest.Builder tus(String path) {
    return client.request(path).header("Tus-Resumable", "1.0.0");
  }

  private static Standing standing(HttpResponse<byte[]> answer) throws IOException {
    UUID batch = answer.headers().firstValue(BATCH).map(UUID::fromString).orElse(null);
    return new Standing(length(answer, "Upload-Offset"), batch);
  }

  private static long length(HttpResponse<byte[]> answer, String name) throws IOException {
    return answer
        .headers()
        .firstValue(name)
        .filter(each -> each.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .orElseThrow(() -> new IOException("the node does not say how far the upload is"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
