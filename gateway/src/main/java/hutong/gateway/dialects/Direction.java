package hutong.gateway.dialects;

/** Which way a record went through a dialect: theirs to ours, or ours to theirs. */
public enum Direction {
  READ,
  WRITE
}
