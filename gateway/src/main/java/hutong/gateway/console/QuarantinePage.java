package hutong.gateway.console;

import java.util.List;

/**
 * What could not be verified and is kept.
 *
 * @param open how many proposals wait for a second person; empty for none
 * @param more whether there are more than are shown
 */
public record QuarantinePage(List<Envelope> envelopes, String open, boolean more) {

  /**
   * One envelope.
   *
   * @param fault why it is here, in words
   * @param code the same as a stable word
   * @param brief the beginning of its digest
   * @param releasable whether it can be received once more
   */
  public record Envelope(
      String at,
      String fault,
      String code,
      String from,
      String form,
      String bytes,
      String digest,
      String brief,
      boolean releasable) {}
}
