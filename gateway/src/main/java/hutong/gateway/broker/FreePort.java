package hutong.gateway.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports to be kept. They lie below those that systems give to outgoing connections (32768 and
 * up on Linux, 49152 and up elsewhere), which could have taken one by the next start; and this
 * process finds none twice, so that whoever has yet to take his is not forestalled.
 */
public final class FreePort {

  private static final int LOWEST = 10_000;
  private static final int BEYOND = 32_768;
  private static final int TRIES = 1_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(BEYOND - LOWEST));

  private FreePort() {}

  public static int find() throws IOException {
    IOException taken = null;
    for (int i = 0; i < TRIES; i++) {
      int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), BEYOND - LOWEST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException fault) {
        taken = fault;
      }
    }
    throw new IOException("There is no free port", taken);
  }
}
