package hutong.certs;

import java.io.IOException;

/**
 * Says that something existed at a time (RFC 3161). It may be far away, slow or silent: never asked
 * while a record waits.
 */
public interface TimeAuthority {

  /**
   * A time-stamp token over that digest.
   *
   * @param sha256 32 octets
   * @return DER of a TimeStampToken
   * @throws IOException if there is none to be had now, or what came is not to be trusted
   */
  byte[] stamp(byte[] sha256) throws IOException;
}
