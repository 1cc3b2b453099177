package hutong.certs;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a signature was made over: each kind has a content type of its own, so none passes for
 * another.
 */
public enum ContentKind {
  /** An exchange document: header and record. */
  EXCHANGE,
  /** A receipt of any sort. */
  RECEIPT,
  /** A control document: nodes among themselves, about transfers by id. */
  CONTROL,
  /** One piece of an attachment that is too large for a record. */
  PIECE,
  /** What a partner gives back after a restore: a signed document and its receipts. */
  REOFFER,
  /** What a node says of its own ledger: its heads, and a tree over its events. */
  CHECKPOINT;

  /** DER of the content type's object identifier. */
  byte[] contentType() {
    return switch (this) {
      case EXCHANGE -> Oids.EXCHANGE;
      case RECEIPT -> Oids.RECEIPT;
      case CONTROL -> Oids.CONTROL;
      case PIECE -> Oids.PIECE;
      case REOFFER -> Oids.REOFFER;
      case CHECKPOINT -> Oids.CHECKPOINT;
    };
  }

  static Optional<ContentKind> of(byte[] contentType) {
    for (ContentKind kind : values()) {
      if (Arrays.equals(kind.contentType(), contentType)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
