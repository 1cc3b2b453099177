package hutong.gateway.ledger;

import java.util.HexFormat;

/**
 * What an event names of an exchange document: the digest of its text, and after a space the hex
 * SHA-256 of its SignedData, so that the signature is proved to have been there, too.
 */
final class EventContent {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * @param digest {@code ALGORITHM:hex}; null if there is no document
   * @param signed null of one that was signed before it was kept
   */
  static String of(String digest, byte[] signed) {
    return signed == null ? digest : digest + " " + HEX.formatHex(signed);
  }

  /** The first of the two. */
  static String digest(String content) {
    int end = content.indexOf(' ');
    return end < 0 ? content : content.substring(0, end);
  }

  private EventContent() {}
}
