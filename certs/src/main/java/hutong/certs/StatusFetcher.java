package hutong.certs;

import java.io.IOException;

/**
 * Gets what an authority publishes at an http or https address; waits, so it is never called where
 * records pass.
 */
public interface StatusFetcher {

  /** Returns at most so many octets; more is a failure. */
  byte[] get(String address, int most) throws IOException;

  /** As {@link #get}, asking with a body of that media type. */
  byte[] post(String address, String type, byte[] body, int most) throws IOException;
}
