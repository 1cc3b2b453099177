package hutong.routes;

import hutong.routes.ledger.Piece;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is signed of a piece: version 1 (1 octet), recipient (6, ASCII), SHA-256 of the whole
 * content (32), its size (4), the piece's number from 0 (2), the piece; numbers big-endian. The
 * recipient is in it so that nobody can pass a piece on in its signer's name.
 *
 * @param to node id
 */
public record PieceFrame(String to, Piece piece) {

  private static final byte VERSION = 1;
  private static final int TO = 6;
  private static final int DIGEST = 32;
  private static final int HEAD = 1 + TO + DIGEST + Integer.BYTES + Short.BYTES;

  public byte[] write() {
    return ByteBuffer.allocate(HEAD + piece.bytes().length)
        .put(VERSION)
        .put(to.getBytes(StandardCharsets.US_ASCII))
        .put(HexFormat.of().parseHex(piece.digest()))
        .putInt(piece.size())
        .putShort((short) piece.number())
        .put(piece.bytes())
        .array();
  }

  /** Empty unless every number is within its bounds and the length is what they say. */
  public static Optional<PieceFrame> read(byte[] frame) {
    if (frame.length <= HEAD || frame.length > HEAD + Piece.BYTES || frame[0] != VERSION) {
      return Optional.empty();
    }
    String to = new String(frame, 1, TO, StandardCharsets.US_ASCII);
    ByteBuffer numbers = ByteBuffer.wrap(frame, 1 + TO + DIGEST, Integer.BYTES + Short.BYTES);
    int size = numbers.getInt();
    int number = Short.toUnsignedInt(numbers.getShort());
    if (size < 1
        || size > Piece.MOST_BYTES
        || number >= Piece.count(size)
        || frame.length - HEAD != Piece.length(size, number)) {
      return Optional.empty();
    }
    String digest = HexFormat.of().formatHex(frame, 1 + TO, 1 + TO + DIGEST);
    byte[] bytes = Arrays.copyOfRange(frame, HEAD, frame.length);
    return Optional.of(new PieceFrame(to, new Piece(digest, size, number, bytes)));
  }
}
