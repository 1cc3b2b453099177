package hutong.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the octets are cut, the same is let through. */
class FrameBoundsTest {

  private static final int MOST = 1_000;

  private static byte[] core(boolean greeting, int... lengths) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    if (greeting) {
      data.writeBytes("ARTEMIS");
    }
    for (int length : lengths) {
      data.writeInt(length);
      data.write(new byte[Math.max(0, Math.min(length, MOST))]);
    }
    return out.toByteArray();
  }

  /** How many octets came through, in pieces of this length; less than all: it was ended. */
  private static int through(byte[] octets, int piece) {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameBounds(MOST));
    int through = 0;
    for (int at = 0; at < octets.length && channel.isOpen(); at += piece) {
      int end = Math.min(octets.length, at + piece);
      channel.writeInbound(Unpooled.copiedBuffer(octets, at, end - at));
      for (ByteBuf each = channel.readInbound(); each != null; each = channel.readInbound()) {
        through += each.readableBytes();
        each.release();
      }
    }
    assertThat(channel.isOpen()).isEqualTo(through == octets.length);
    channel.finishAndReleaseAll();
    return through;
  }

  @Test
  void what_a_broker_speaks_passes_and_nothing_else() throws Exception {
    for (int piece : new int[] {1, 2, 3, 7, 8, 64, 5_000}) {
      for (boolean greeting : new boolean[] {true, false}) {
        byte[] sound = core(greeting, 10, 0, MOST, 1, 999);
        assertThat(through(sound, piece)).isEqualTo(sound.length);
        for (int wrong : new int[] {MOST + 1, 0x00FF_FFFF}) {
          byte[] large = core(greeting, 10, 20, wrong);
          assertThat(through(large, piece)).isLessThan(large.length);
        }
      }
      byte[] negative = core(true, 5, -1, 3);
      assertThat(through(negative, piece)).isLessThan(negative.length);
      byte[] amqp =
          ("AMQP\u0003\u0001\u0000\u0000" + "\uffff".repeat(3_000))
              .getBytes(StandardCharsets.ISO_8859_1);
      assertThat(through(amqp, piece)).isEqualTo(amqp.length);
      for (String other :
          new String[] {
            "GET / HTTP/1.1\r\n",
            "POST /",
            "PUT /",
            "CONNECT\n",
            "ARTEMIX",
            "\u0016\u0003",
            "\u0010\u0000MQTT"
          }) {
        byte[] octets = other.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(through(octets, piece)).as(other).isLessThan(octets.length);
      }
    }
  }

  @Test
  void whatever_comes_it_fails_on_nothing() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextInt(60)];
      random.nextBytes(octets);
      if (octets.length > 8 && i % 2 == 0) {
        System.arraycopy("ARTEMIS".getBytes(StandardCharsets.US_ASCII), 0, octets, 0, 7);
      }
      assertThat(through(octets, 1 + random.nextInt(9))).isLessThanOrEqualTo(octets.length);
    }
  }
}
