package hutong.gateway.console;

/** What a page or an action of the console asks of an account. */
public enum Right {
  /** Sees how the whole node stands, and every record without its content. */
  LOOK,
  /** Sees the records of one local system; it has no right beside this one. */
  DESK,
  /** Works with records and routes. */
  OPERATE,
  /** Has keys rehearsed, and gives local systems new ones. */
  KEYS,
  /** Reads who did what, and the content of records; each reading is noted. */
  AUDIT
}
