package hutong.certs;

/**
 * What was signed here. The array is not copied and must not be written to.
 *
 * @param bytes the CMS SignedData
 * @param digest by which receipts name the document
 * @param suite id of the suite it was signed in
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Signed(byte[] bytes, Digest digest, String suite) {

  /** Names no content. */
  @Override
  public String toString() {
    return "Signed[" + suite + ", " + digest + "]";
  }
}
