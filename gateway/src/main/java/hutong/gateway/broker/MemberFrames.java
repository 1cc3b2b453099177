package hutong.gateway.broker;

import hutong.routes.Bundle;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;

/**
 * Frames of a connection, as the broker's own decoder takes them, but bounded: that one gathers 2
 * GB in memory for whoever announces them, before anybody has said who he is. A message streamed to
 * disk without end is not begun.
 */
public final class MemberFrames extends LengthFieldBasedFrameDecoder {

  private static final int LENGTH_BYTES = 4;

  /** The largest message, and what stands around its body. */
  private static final int LONGEST = Bundle.LONGEST + (64 << 10);

  private final boolean streams;

  /**
   * Frames of one connection.
   *
   * @param streams whether a message may come in parts, to be refused to its face where it begins
   */
  public MemberFrames(boolean streams) {
    super(LONGEST, 0, LENGTH_BYTES);
    this.streams = streams;
  }

  @Override
  protected ByteBuf extractFrame(ChannelHandlerContext context, ByteBuf in, int from, int length) {
    if (!streams
        && length > LENGTH_BYTES
        && in.getByte(from + LENGTH_BYTES) == PacketImpl.SESS_SEND_LARGE) {
      throw new CorruptedFrameException("a message streamed in parts");
    }
    // A copy, since messages hold on to it; their places in it count from the length.
    return context.alloc().buffer(length).writeBytes(in, from, length).skipBytes(LENGTH_BYTES);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
    var unused = context.close();
  }
}
