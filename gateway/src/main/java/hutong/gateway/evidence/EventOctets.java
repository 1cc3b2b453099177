package hutong.gateway.evidence;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One event of a ledger, read from the octets that its digest is over; see PROTOCOL.md.
 *
 * @param contents digests of the thing that it happened with: its text's, its SignedData's; either
 *     may be missing
 */
record EventOctets(
    long epoch,
    String writer,
    long number,
    Instant at,
    boolean outbound,
    String sender,
    UUID id,
    String what,
    List<String> contents,
    String detail) {

  private static final int LONGEST = 16_384;
  private static final String FORM = "hutong-event-1";

  static EventOctets read(byte[] octets) throws Failing {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets))) {
      if (!text(in).equals(FORM)) {
        throw new IOException("another form");
      }
      bytes(in);
      long epoch = in.readLong();
      String writer = text(in);
      long number = in.readLong();
      Instant at = Instant.ofEpochMilli(in.readLong());
      in.readLong();
      boolean outbound = in.readLong() == 1;
      String sender = text(in);
      ByteBuffer id = ByteBuffer.wrap(bytes(in));
      UUID uuid = new UUID(id.getLong(), id.getLong());
      String what = text(in);
      List<String> contents = List.of(text(in).split(" ", -1));
      String detail = text(in);
      if (id.hasRemaining() || contents.size() > 2 || in.available() > 0) {
        throw new IOException("more than an event");
      }
      return new EventOctets(
          epoch, writer, number, at, outbound, sender, uuid, what, contents, detail);
    } catch (IOException | RuntimeException unreadable) {
      throw new Failing("事件无法读取", "an event cannot be read");
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a length");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
