package hutong.schemas.dialects;

import java.util.Collection;
import java.util.List;

/**
 * How a partner writes one value: both directions of one conversion. Returns null, and says why, if
 * a value can't be converted.
 */
interface Rule {

  /** From the partner's form to ours. */
  String read(String theirs, Notes notes);

  /** From our form to the partner's. */
  String write(String ours, Notes notes);

  /** All that the partner may write where ours is one of these, or any if none are named. */
  default List<String> choices(Collection<String> allowed) {
    return List.of();
  }

  /** What the partner's form is like, for people; empty if there is nothing to say. */
  default String shape(boolean chinese) {
    return "";
  }
}
