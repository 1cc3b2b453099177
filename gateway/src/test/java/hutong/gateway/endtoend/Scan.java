package hutong.gateway.endtoend;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;

/** Content of an attachment that is the same for the same seed; synthetic. */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Scan(byte[] bytes) {

  public static final int LARGEST = 20 << 20;

  public static Scan of(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return new Scan(bytes);
  }

  public String digest() {
    return sha256(bytes);
  }

  public Buffer buffer() {
    return Buffer.buffer(bytes);
  }

  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Jiangsu asks Henan, with these scans. */
  public static byte[] inquiry(String key, Scan... scans) {
    String attachments =
        Arrays.stream(scans)
            .map(
                scan ->
                    "{\"name\":\"户口簿 1.pdf\",\"mediaType\":\"application/pdf\",\"size\":%d,\"digest\":\"%s\"}"
                        .formatted(scan.bytes.length, scan.digest()))
            .collect(Collectors.joining(","));
    try (var in = Scan.class.getResourceAsStream("/records/inquiry.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("KEY", key)
          .replace("ATTACHMENTS", attachments)
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
