package hutong.schemas.dialects;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Recognises text that was decoded in the wrong charset before it came here. */
final class Mojibake {
  private static final Charset GB18030 = Charset.forName("GB18030");

  /** What is left of UTF-8 replacement characters that were read as GBK. */
  private static final String REPLACED = "锟斤拷";

  private Mojibake() {}

  static boolean in(String text) {
    int last = 0;
    for (int i = 0; i < text.length(); i++) {
      last |= text.charAt(i);
    }
    if (last < 0x80) {
      return false;
    }
    return text.indexOf('\uFFFD') >= 0 || text.contains(REPLACED) || utf8AsGbk(text);
  }

  /** UTF-8 read as GBK: its bytes in GBK are sound UTF-8, which real words hardly ever are. */
  private static boolean utf8AsGbk(String text) {
    byte[] bytes = text.getBytes(GB18030);
    int lead = bytes[0] & 0xFF;
    if (lead >= 0x80 && (lead < 0xE3 || lead > 0xF4)) {
      return false;
    }
    try {
      String meant = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return meant.codePoints().anyMatch(Character::isIdeographic);
    } catch (CharacterCodingException sound) {
      return false;
    }
  }
}
