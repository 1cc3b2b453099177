package hutong.gateway.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports to be kept. They lie below those that systems give to outgoing connections (32768 and
 * up on Linux, 49152 and up elsewhere), which could have taken one by the next start.
 */
public final class FreePort {

  private static final int LOWEST = 10_000;
  private static final int BEYOND = 32_768;
  private static final int TRIES = 1_000;

  private FreePort() {}

  public static int find() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        if (i == TRIES - 1) {
          throw taken;
        }
      }
    }
    throw new IOException("There is no free port");
  }
}
