package hutong.certs;

import java.util.Arrays;

/**
 * Reads DER strictly, one expected element after the other: definite minimal lengths, no tag but
 * the expected, nothing left over. Never recursive, so neither depth nor size of the input costs
 * more than reading it once (ITU-T X.690, clause 10).
 */
final class Der {

  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OID = 0x06;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private final byte[] bytes;
  private final int end;
  private int at;

  private Der(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  static Der of(byte[] bytes) {
    return new Der(bytes, 0, bytes.length);
  }

  /** Constructed context tag [number]. */
  static int context(int number) {
    return 0xa0 | number;
  }

  /** Primitive context tag [number]. */
  static int primitive(int number) {
    return 0x80 | number;
  }

  boolean next(int tag) {
    return at < end && (bytes[at] & 0xff) == tag;
  }

  boolean done() {
    return at == end;
  }

  /** Reads no further; what is left over is a fault. */
  void end() throws Untrusted {
    if (at != end) {
      throw Untrusted.malformed("more elements than the structure has");
    }
  }

  /** Steps into an element. */
  Der enter(int tag) throws Untrusted {
    int length = header(tag);
    Der inside = new Der(bytes, at, at + length);
    at += length;
    return inside;
  }

  /** The element's content. */
  byte[] value(int tag) throws Untrusted {
    int length = header(tag);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** The whole element with its header. */
  byte[] element(int tag) throws Untrusted {
    int start = at;
    int length = header(tag);
    at += length;
    return Arrays.copyOfRange(bytes, start, at);
  }

  /** The whole next element, whatever its tag. */
  byte[] any() throws Untrusted {
    if (at == end) {
      throw Untrusted.malformed("an element is missing");
    }
    return element(bytes[at] & 0xff);
  }

  /** Passes over exactly these octets. */
  void expect(byte[] constant, String what) throws Untrusted {
    if (end - at < constant.length
        || !Arrays.equals(bytes, at, at + constant.length, constant, 0, constant.length)) {
      throw Untrusted.malformed(what + " is not as the protocol has it");
    }
    at += constant.length;
  }

  private int header(int tag) throws Untrusted {
    if (end - at < 2 || (bytes[at] & 0xff) != tag || (tag & 0x1f) == 0x1f) {
      throw Untrusted.malformed("another element than the structure has");
    }
    int first = bytes[at + 1] & 0xff;
    at += 2;
    int length = first < 0x80 ? first : longLength(first & 0x7f);
    if (length > end - at) {
      throw Untrusted.malformed("an element is longer than what holds it");
    }
    return length;
  }

  private int longLength(int octets) throws Untrusted {
    if (octets < 1 || octets > 4 || octets > end - at) {
      throw Untrusted.malformed("a length is not definite");
    }
    long length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | (bytes[at++] & 0xff);
    }
    if (length < 0x80 || length >> (8 * (octets - 1)) == 0 || length > Integer.MAX_VALUE) {
      throw Untrusted.malformed("a length is not minimal");
    }
    return (int) length;
  }

  /** Writes one element around its parts. */
  static byte[] write(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    int octets = length < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(length)) / 8;
    byte[] element = new byte[2 + octets + length];
    element[0] = (byte) tag;
    element[1] = (byte) (octets == 0 ? length : 0x80 | octets);
    for (int i = 0; i < octets; i++) {
      element[2 + i] = (byte) (length >> (8 * (octets - 1 - i)));
    }
    int at = 2 + octets;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, element, at, part.length);
      at += part.length;
    }
    return element;
  }

  /** Writes a SET OF in DER order (X.690, 11.6). */
  static byte[] setOf(byte[]... elements) {
    byte[][] sorted = elements.clone();
    Arrays.sort(sorted, Arrays::compareUnsigned);
    return write(SET, sorted);
  }
}
