package hutong.gateway.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Ends a connection that begins as nothing that a broker of ours speaks, or announces a frame
 * larger than any of ours, before anything gathers it. The broker itself would gather up to 2 GB of
 * whoever has not even shown a key. AMQP bounds its frames itself.
 */
final class FrameBounds extends ChannelInboundHandlerAdapter {

  private static final byte[] ARTEMIS = {'A', 'R', 'T', 'E', 'M', 'I', 'S'};
  private static final byte[] AMQP = {'A', 'M', 'Q', 'P'};

  /** What comes next. */
  private enum Awaits {
    GREETING,
    LENGTH,
    FRAME,
    /** Not looked at any more. */
    ANYTHING
  }

  private final int most;
  private Awaits awaits = Awaits.GREETING;
  private int seen;
  private boolean amqp;
  private int length;
  private int left;

  /**
   * Bounds of one connection.
   *
   * @param most octets of a frame
   */
  FrameBounds(int most) {
    this.most = most;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf octets && !sound(octets)) {
      octets.release();
      var unused = context.close();
      return;
    }
    context.fireChannelRead(message);
  }

  private boolean sound(ByteBuf octets) {
    int at = octets.readerIndex();
    int end = octets.writerIndex();
    while (at < end && awaits != Awaits.ANYTHING) {
      if (awaits == Awaits.FRAME) {
        int part = Math.min(left, end - at);
        at += part;
        left -= part;
        if (left == 0) {
          awaits = Awaits.LENGTH;
        }
      } else if (!takes(octets.getByte(at++))) {
        return false;
      }
    }
    return true;
  }

  /** One octet of a greeting or of a length. */
  private boolean takes(byte octet) {
    return awaits == Awaits.GREETING ? greets(octet) : measures(octet);
  }

  private boolean greets(byte octet) {
    if (seen == 0 && octet == 0) {
      // A client without a greeting begins with the length of its first frame.
      awaits = Awaits.LENGTH;
      return measures(octet);
    }
    amqp = seen == 0 || (amqp && seen < AMQP.length && octet == AMQP[seen]);
    boolean fits = octet == ARTEMIS[seen] || (amqp && octet == AMQP[seen]);
    seen++;
    if (amqp && seen == AMQP.length) {
      awaits = Awaits.ANYTHING;
    } else if (seen == ARTEMIS.length) {
      awaits = Awaits.LENGTH;
      seen = 0;
    }
    return fits;
  }

  private boolean measures(byte octet) {
    length = (length << Byte.SIZE) | (octet & 0xFF);
    seen++;
    if (seen < Integer.BYTES) {
      return true;
    }
    left = length;
    length = 0;
    seen = 0;
    awaits = left == 0 ? Awaits.LENGTH : Awaits.FRAME;
    return left >= 0 && left <= most;
  }
}
