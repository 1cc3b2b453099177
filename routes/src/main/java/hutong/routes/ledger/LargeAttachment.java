package hutong.routes.ledger;

/**
 * An attachment whose content goes apart from its record, as the record names it.
 *
 * @param number its place among the attachments of the record, from 0
 * @param size octets
 * @param digest SHA-256 of the content, hex
 * @param content where the ledger keeps the content, once that is known; else 0
 */
public record LargeAttachment(
    int number, String name, String mediaType, int size, String digest, long content) {

  public LargeAttachment at(long key) {
    return new LargeAttachment(number, name, mediaType, size, digest, key);
  }
}
