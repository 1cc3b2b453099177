package hutong.routes.ledger;

/**
 * One piece of an attachment's content. All pieces but the last have {@link #BYTES} octets.
 *
 * @param digest SHA-256 of the whole content, hex
 * @param size octets of the whole content
 * @param number from 0
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying each would be waste
public record Piece(String digest, int size, int number, byte[] bytes) {

  /** Octets of a piece. */
  public static final int BYTES = 64 << 10;

  /** Octets of the largest content. */
  public static final int MOST_BYTES = 20 << 20;

  /** How many pieces content of this size has. */
  public static int count(int size) {
    return (size + BYTES - 1) / BYTES;
  }

  /** How many octets a piece of content of this size has. */
  public static int length(int size, int number) {
    return number < count(size) - 1 ? BYTES : size - number * BYTES;
  }
}
