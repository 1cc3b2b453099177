package hutong.gateway.dialects;

import java.util.regex.Pattern;

/**
 * Says where a shadow version does otherwise than the live one; never what stands there.
 *
 * @param field JSON pointer or a partner's path, the same for all items of a list; for a fault that
 *     is in no field, the name of its kind
 */
public record Difference(String field, Kind kind) {
  private static final Pattern INDEX = Pattern.compile("/[0-9]+(?=/|$)");
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");
  private static final int LONGEST = 200;

  /** How they differ. */
  public enum Kind {
    VALUE,
    ONLY_LIVE,
    ONLY_SHADOW,
    REFUSED_BY_SHADOW,
    REFUSED_BY_LIVE,
    REMARKED_BY_SHADOW,
    REMARKED_BY_LIVE,
    FAULT
  }

  public Difference {
    String plain = UNPRINTABLE.matcher(INDEX.matcher(field).replaceAll("/*")).replaceAll("?");
    field = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
  }
}
