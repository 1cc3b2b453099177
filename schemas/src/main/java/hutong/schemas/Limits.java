package hutong.schemas;

/**
 * What a document may cost at most before it is refused.
 *
 * @param bytes size without attachments, in bytes
 * @param attachmentBytes further bytes allowed for the attachments' base64 text
 * @param depth nesting of elements or of objects and arrays
 * @param text length of one value, in UTF-16 units
 * @param elements number of elements or fields
 * @param violations number of faults collected before reading stops
 */
public record Limits(
    int bytes, int attachmentBytes, int depth, int text, int elements, int violations) {

  public Limits {
    if (bytes < 1 || attachmentBytes < 0 || depth < 1 || text < 1 || elements < 1) {
      throw new IllegalArgumentException("every limit must be positive");
    }
    if (violations < 1) {
      throw new IllegalArgumentException("at least one violation must be collected");
    }
  }

  /** 256 KB, three attachments of 16 KB in base64, depth 32, 24,000 units a text, 50 faults. */
  public static Limits defaults() {
    return new Limits(256 * 1024, 3 * 22 * 1024, 32, 24_000, 2_000, 50);
  }

  int total() {
    return bytes + attachmentBytes;
  }
}
