package hutong.routes.ledger;

import java.util.UUID;

/** What became of one submitted record. */
public sealed interface Remembered {

  /** It is on disk, as a new transfer. */
  record New(UUID id, OutboundState state) implements Remembered {}

  /** The same was posted before; this is what it was given then. Nothing else happened. */
  record Before(UUID id, OutboundState state) implements Remembered {}

  /** The same source key and version was posted before with other content. */
  record SourceVersionReused(UUID earlier) implements Remembered {}

  /** The system has not put the content of this attachment, or not any more. */
  record AttachmentUnknown(int number) implements Remembered {}

  /**
   * What it does to the record that it answers or concerns can't be done as that stands, or that
   * has not got through yet.
   */
  record OutOfCycle() implements Remembered {}

  /** The same idempotency key was used before with another body. */
  record IdempotencyKeyReused() implements Remembered {}
}
