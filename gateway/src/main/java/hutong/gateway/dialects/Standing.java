package hutong.gateway.dialects;

import java.time.Instant;

/**
 * How things are with one dialect.
 *
 * @param zh title, as is {@code en}; the name if none of its versions can be loaded
 * @param live null if none is
 * @param planned null if none is to go live
 * @param shadow null if none runs
 * @param fault a sentence if one of them can't be loaded; null if all can
 */
public record Standing(
    String name, String zh, String en, Part live, Part planned, Part shadow, String fault) {

  /** A version, and from when it is what it is. */
  public record Part(String version, Instant from) {}
}
