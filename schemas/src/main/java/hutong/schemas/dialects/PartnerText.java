package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Tells a partner's charset and turns its bytes into text. */
final class PartnerText {
  private static final Charset GB18030 = Charset.forName("GB18030");

  private PartnerText() {}

  /** By byte order mark, else as UTF-8, else as GB 18030. */
  static String decode(byte[] bytes) throws RefusedInput {
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
      return strictly(bytes, 2, StandardCharsets.UTF_16BE);
    }
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
      return strictly(bytes, 2, StandardCharsets.UTF_16LE);
    }
    boolean marked = bytes.length >= 3 && bytes[0] == -17 && bytes[1] == -69 && bytes[2] == -65;
    try {
      return text(bytes, marked ? 3 : 0, StandardCharsets.UTF_8);
    } catch (CharacterCodingException notUtf8) {
      return strictly(bytes, 0, GB18030);
    }
  }

  private static String strictly(byte[] bytes, int from, Charset charset) throws RefusedInput {
    try {
      return text(bytes, from, charset);
    } catch (CharacterCodingException e) {
      throw TreeFaults.refused(
          "charset",
          "编码无法识别,请保存为 UTF-8 或 GB 18030。",
          "The charset is not recognised: save it as UTF-8 or GB 18030.");
    }
  }

  private static String text(byte[] bytes, int from, Charset charset)
      throws CharacterCodingException {
    return charset
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
        .toString();
  }
}
