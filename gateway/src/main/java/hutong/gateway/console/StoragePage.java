package hutong.gateway.console;

import java.util.List;

/**
 * How full the disk is, and what is kept how long.
 *
 * @param sentence when it will be full, in words
 * @param used share of the disk that is not free, in thousandths
 * @param bars what takes the room
 * @param reusable what of the ledger is free, in words; empty if that is not known
 * @param kept how long each kind of thing is kept
 */
public record StoragePage(
    String sentence,
    int used,
    String free,
    String total,
    List<Bar> bars,
    String reusable,
    List<Kept> kept) {

  /**
   * One part.
   *
   * @param share of the largest, in thousandths
   * @param perDay by how much it grows; a dash if too little is known
   */
  public record Bar(String name, String bytes, int share, String perDay) {}

  /** How long something is kept. */
  public record Kept(String what, String type, String period, String source) {}
}
