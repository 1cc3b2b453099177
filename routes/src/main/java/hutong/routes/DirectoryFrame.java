package hutong.routes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One part of a signed directory on its way: a DER OCTET STRING over version 1 (1 octet), the node
 * it comes from (6, ASCII), the directory's version (8), the part's number from 0 and how many
 * there are (2 each), the part; numbers big-endian. It is not signed: the directory in it is, and
 * whose own directory has expired could verify nobody else.
 *
 * @param from node id; says whom to ask for the next part, and nothing more
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record DirectoryFrame(String from, long version, int number, int count, byte[] octets) {

  /** Octets of a part; only the last may have fewer. */
  public static final int PART = 256 << 10;

  /** Most parts of a directory. */
  public static final int MOST = 80;

  private static final int OCTET_STRING = 0x04;
  private static final int LONG_FORM = 0x80;
  private static final byte FORMAT = 1;
  private static final int FROM = 6;
  private static final int HEAD = 1 + FROM + Long.BYTES + 2 * Short.BYTES;

  /** A part of a directory; empty if it has none of that number. */
  public static Optional<DirectoryFrame> of(
      String from, long version, byte[] directory, long number) {
    int count = (directory.length + PART - 1) / PART;
    if (number >= count) {
      return Optional.empty();
    }
    int start = (int) number * PART;
    byte[] octets = Arrays.copyOfRange(directory, start, Math.min(directory.length, start + PART));
    return Optional.of(new DirectoryFrame(from, version, (int) number, count, octets));
  }

  /** Whether these bytes call themselves such a part: nothing else in that queue begins so. */
  public static boolean looksLike(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == OCTET_STRING;
  }

  public byte[] write() {
    int length = HEAD + octets.length;
    byte[] head = head(length);
    return ByteBuffer.allocate(head.length + length)
        .put(head)
        .put(FORMAT)
        .put(from.getBytes(StandardCharsets.US_ASCII))
        .putLong(version)
        .putShort((short) number)
        .putShort((short) count)
        .put(octets)
        .array();
  }

  /** Empty unless it is DER and every number is within its bounds. */
  public static Optional<DirectoryFrame> read(byte[] bytes) {
    for (int lengthOctets = 0; lengthOctets <= Integer.BYTES; lengthOctets++) {
      int length = bytes.length - 2 - lengthOctets;
      if (length > HEAD
          && length <= HEAD + PART
          && Arrays.equals(head(length), Arrays.copyOf(bytes, 2 + lengthOctets))) {
        return read(ByteBuffer.wrap(bytes, 2 + lengthOctets, length));
      }
    }
    return Optional.empty();
  }

  private static Optional<DirectoryFrame> read(ByteBuffer in) {
    if (in.get() != FORMAT) {
      return Optional.empty();
    }
    byte[] from = new byte[FROM];
    in.get(from);
    long version = in.getLong();
    int number = Short.toUnsignedInt(in.getShort());
    int count = Short.toUnsignedInt(in.getShort());
    byte[] octets = new byte[in.remaining()];
    in.get(octets);
    boolean whole = number == count - 1 || octets.length == PART;
    return version > 0 && count <= MOST && number < count && whole
        ? Optional.of(
            new DirectoryFrame(
                new String(from, StandardCharsets.US_ASCII), version, number, count, octets))
        : Optional.empty();
  }

  /** Tag and length, as short as DER has them. */
  private static byte[] head(int length) {
    if (length < LONG_FORM) {
      return new byte[] {OCTET_STRING, (byte) length};
    }
    byte[] four = ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    int zeros = Integer.numberOfLeadingZeros(length) / Byte.SIZE;
    byte[] head = new byte[2 + four.length - zeros];
    head[0] = OCTET_STRING;
    head[1] = (byte) (LONG_FORM | (four.length - zeros));
    System.arraycopy(four, zeros, head, 2, four.length - zeros);
    return head;
  }
}
