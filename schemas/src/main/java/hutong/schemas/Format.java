package hutong.schemas;

/** How the bytes of a record are written. */
public enum Format {
  XML,
  JSON
}
