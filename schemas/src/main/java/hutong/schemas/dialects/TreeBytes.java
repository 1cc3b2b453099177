package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** Brings in a document's bytes, whole and bounded, and gives text out without losing any of it. */
final class TreeBytes {
  static final int DOCUMENT = 4 << 20;

  private TreeBytes() {}

  static String read(InputStream in, int limit) throws IOException, RefusedInput {
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw TreeFaults.refused(
          "size",
          "文件超过 " + (limit >> 20) + " MB,请拆分。",
          "The document is larger than " + (limit >> 20) + " MB: split it.");
    }
    return PartnerText.decode(bytes);
  }

  /**
   * The text's bytes.
   *
   * @throws Unwritable if the charset lacks a character, or half of one stands there
   */
  static byte[] encode(String text, Charset charset) throws Unwritable {
    try {
      ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw TreeFaults.character();
    }
  }
}
