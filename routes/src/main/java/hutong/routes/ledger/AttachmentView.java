package hutong.routes.ledger;

/**
 * An attachment that somebody may read.
 *
 * @param type the record's type
 * @param role in which the viewer reads the record; null if it decides it or posted it
 */
public record AttachmentView(
    String type, String role, String name, String mediaType, Content content) {}
