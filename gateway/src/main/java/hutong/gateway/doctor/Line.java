package hutong.gateway.doctor;

import hutong.certs.BrokerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Whether anybody listens at an address, or could. */
final class Line {

  private static final int PATIENCE_MS = 3_000;

  private Line() {}

  static boolean answers(BrokerAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), PATIENCE_MS);
      return true;
    } catch (IOException silent) {
      return false;
    }
  }

  /** Null if this process could listen there; else why not. */
  static String fault(BrokerAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
      return null;
    } catch (IOException taken) {
      return taken.getMessage();
    }
  }
}
