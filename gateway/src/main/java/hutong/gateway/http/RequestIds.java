package hutong.gateway.http;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names each request, so that a caller and an operator can speak about the same one. */
final class RequestIds {

  private final String run;
  private long last;

  RequestIds() {
    byte[] random = new byte[6];
    new SecureRandom().nextBytes(random);
    this.run = HexFormat.of().formatHex(random);
  }

  /** Unique for this run of the node; event loop only. */
  String next() {
    return run + "-" + Long.toHexString(++last);
  }
}
