package hutong.schemas.dialects;

/**
 * How a partner writes one value: both directions of one conversion. Returns null, and says why, if
 * a value can't be converted.
 */
interface Rule {

  /** From the partner's form to ours. */
  String read(String theirs, Notes notes);

  /** From our form to the partner's. */
  String write(String ours, Notes notes);
}
