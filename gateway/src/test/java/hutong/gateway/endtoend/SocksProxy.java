package hutong.gateway.endtoend;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS5 proxy (RFC 1928) that takes every name for this machine, and remembers them. */
final class SocksProxy implements AutoCloseable {

  private static final int VERSION = 5;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  SocksProxy() throws IOException {
    run(this::accept);
  }

  String url() {
    return "socks5://127.0.0.1:" + door.getLocalPort();
  }

  /** What it was asked to connect to, as {@code host:port}. */
  List<String> asked() {
    return asked;
  }

  private void accept() throws IOException {
    while (true) {
      Socket caller = door.accept();
      open.add(caller);
      run(() -> serve(caller));
    }
  }

  private void serve(Socket caller) throws IOException {
    DataInputStream in = new DataInputStream(caller.getInputStream());
    expect(in.readByte() == VERSION);
    in.readNBytes(in.readUnsignedByte());
    caller.getOutputStream().write(new byte[] {VERSION, 0});
    expect(in.readByte() == VERSION && in.readByte() == CONNECT);
    in.readByte();
    int kind = in.readByte();
    expect(kind == NAME || kind == IPV4);
    byte[] host = in.readNBytes(kind == NAME ? in.readUnsignedByte() : 4);
    int port = in.readUnsignedShort();
    String name =
        kind == NAME
            ? new String(host, StandardCharsets.US_ASCII)
            : InetAddress.getByAddress(host).getHostAddress();
    asked.add(name + ":" + port);
    Socket broker = new Socket(InetAddress.getLoopbackAddress(), port);
    open.add(broker);
    caller.getOutputStream().write(new byte[] {VERSION, 0, 0, IPV4, 127, 0, 0, 1, 0, 0});
    run(() -> pass(broker, caller));
    pass(caller, broker);
  }

  private static void pass(Socket from, Socket into) throws IOException {
    try (from;
        into) {
      from.getInputStream().transferTo(into.getOutputStream());
    }
  }

  private static void expect(boolean so) throws IOException {
    if (!so) {
      throw new IOException("not SOCKS5 as it is expected here");
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // That is how it ends.
              }
            },
            "socks");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
