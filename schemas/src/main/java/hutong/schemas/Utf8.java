package hutong.schemas;

import static hutong.schemas.RejectionCode.NOT_WELL_FORMED;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns bytes into text, as UTF-8 and nothing else; one leading byte order mark is dropped. */
final class Utf8 {
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]{0,200}?encoding\\s{0,9}=\\s{0,9}[\"']([^\"']{0,40})[\"']");

  private Utf8() {}

  static String decode(byte[] bytes, int limit) throws RefusedInput {
    if (bytes.length > limit) {
      throw refused(
          "size",
          "文件过大,请减少附件或拆分。",
          "The document is too large: leave attachments out or send them apart.");
    }
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      throw wrongCharset();
    }
    int mark = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    String text = new String(bytes, mark, bytes.length - mark, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      decodeStrictly(bytes);
    }
    if (text.startsWith("<?xml")) {
      Matcher declared = DECLARED.matcher(text);
      if (declared.find() && !declared.group(1).equalsIgnoreCase("UTF-8")) {
        throw wrongCharset();
      }
    }
    return text;
  }

  private static void decodeStrictly(byte[] bytes) throws RefusedInput {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw wrongCharset();
    }
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static RefusedInput wrongCharset() {
    return refused(
        "charset", "编码不是 UTF-8,请转换为 UTF-8 后再发送。", "The charset is not UTF-8: convert it to UTF-8.");
  }

  static RefusedInput refused(String rule, String zh, String en) {
    return new RefusedInput(List.of(Violation.refuse(NOT_WELL_FORMED, "", rule, zh, en)));
  }
}
