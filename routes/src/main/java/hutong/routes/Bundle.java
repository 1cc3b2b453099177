package hutong.routes;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several DER structures, one after the other: so one envelope alone is just itself. Bounded in
 * number; whatever is no DER structure comes out as one last piece, to be quarantined whole.
 */
public final class Bundle {

  /** Most envelopes in one queue message. */
  public static final int MOST = 64;

  /** Twice the largest bundle; what is longer is none. */
  public static final int LONGEST = 2 << 20;

  /** Bytes beyond which a bundle takes no further envelope: it stays an ordinary message. */
  private static final int FULL_BYTES = 512 << 10;

  private static final int LONGEST_LENGTH_BYTES = 4;

  private Bundle() {}

  /** Parts of an envelope each, or of many that stay within the bounds, in order. */
  public static List<List<byte[]>> split(List<byte[]> envelopes) {
    List<List<byte[]>> parts = new ArrayList<>();
    int bytes = 0;
    for (byte[] envelope : envelopes) {
      List<byte[]> last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
      if (last == null || last.size() == MOST || bytes + envelope.length > FULL_BYTES) {
        last = new ArrayList<>();
        parts.add(last);
        bytes = 0;
      }
      last.add(envelope);
      bytes += envelope.length;
    }
    return parts;
  }

  public static byte[] write(List<byte[]> envelopes) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(envelopes.stream().mapToInt(each -> each.length).sum());
    envelopes.forEach(out::writeBytes);
    return out.toByteArray();
  }

  /**
   * At least one piece; what follows the {@value #MOST}th structure is one piece, and so is a body
   * that is too long, whole.
   */
  public static List<byte[]> read(byte[] body) {
    if (body.length > LONGEST) {
      return List.of(body);
    }
    List<byte[]> pieces = new ArrayList<>();
    int start = 0;
    while (start < body.length && pieces.size() < MOST) {
      int end = end(body, start);
      pieces.add(Arrays.copyOfRange(body, start, end));
      start = end;
    }
    if (start < body.length || pieces.isEmpty()) {
      pieces.add(Arrays.copyOfRange(body, start, body.length));
    }
    return pieces;
  }

  /** By which an envelope is named to whoever sent it. */
  public static byte[] sha256(byte[] envelope) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(envelope);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Where the structure that starts here ends; the end of the body if it is none. */
  private static int end(byte[] body, int start) {
    if (start + 2 > body.length) {
      return body.length;
    }
    int first = body[start + 1] & 0xff;
    if (first < 0x80) {
      return within(body, start + 2L + first);
    }
    int lengthBytes = first & 0x7f;
    if (lengthBytes == 0
        || lengthBytes > LONGEST_LENGTH_BYTES
        || start + 2 + lengthBytes > body.length) {
      return body.length;
    }
    long length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = (length << 8) | (body[start + 2 + i] & 0xff);
    }
    return within(body, start + 2L + lengthBytes + length);
  }

  private static int within(byte[] body, long end) {
    return end > body.length ? body.length : (int) end;
  }
}
