package hutong.schemas.dialects;

/** Names in a partner's tree that no partner chose. */
final class Names {

  /** An XML element's own text, where it has attributes besides. */
  static final String TEXT = "#";

  /** Before the name of an XML attribute. */
  static final String ATTRIBUTE = "@";

  /** What a document says once for all its records. */
  static final String BATCH = "batch";

  private Names() {}
}
