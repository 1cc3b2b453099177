package hutong.gateway.trace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The trace of a record, computed from what names it everywhere: so both nodes, all their processes
 * and every restart write into the same one, and whatever a message claims changes nothing of it.
 *
 * @param trace SHA-256 over {@value #DOMAIN}, the sender, a zero octet and the 16 octets of its id:
 *     the first 16 octets
 * @param atSender the next 8: the span with which it begins at its sender
 * @param atRecipient the last 8: the one with which it begins at its recipient
 */
record RecordTrace(String trace, String atSender, String atRecipient) {

  private static final String DOMAIN = "hutong-trace-1";
  private static final HexFormat HEX = HexFormat.of();

  /** The span with which it begins on this side. */
  String root(boolean outbound) {
    return outbound ? atSender : atRecipient;
  }

  /** Says which records are followed: the same ones at every node with the same share. */
  record Sampling(double share) {

    /** Null if this one is not. */
    RecordTrace of(String sender, UUID id) {
      return of(
          sender,
          ByteBuffer.allocate(16)
              .putLong(id.getMostSignificantBits())
              .putLong(id.getLeastSignificantBits())
              .array());
    }

    RecordTrace of(String sender, byte[] id) {
      byte[] digest = digest(sender, id);
      long lot = ByteBuffer.wrap(digest).getLong(8) & Long.MAX_VALUE;
      if (share < 1 && lot >= (long) (share * Long.MAX_VALUE)) {
        return null;
      }
      return new RecordTrace(
          HEX.formatHex(Arrays.copyOfRange(digest, 0, 16)),
          HEX.formatHex(Arrays.copyOfRange(digest, 16, 24)),
          HEX.formatHex(Arrays.copyOfRange(digest, 24, 32)));
    }
  }

  private static byte[] digest(String sender, byte[] id) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(DOMAIN.getBytes(StandardCharsets.UTF_8));
      sha256.update(sender.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      return sha256.digest(id);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
