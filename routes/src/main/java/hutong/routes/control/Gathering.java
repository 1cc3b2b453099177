package hutong.routes.control;

import hutong.routes.DirectoryFrame;
import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** The parts of one directory, from one member, in their order. */
final class Gathering {

  private final String from;
  private final long version;
  private final int count;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final Instant begun;
  private Instant since;
  private int next;

  /**
   * @param count how many parts there are; 0 while it was only asked for
   */
  Gathering(String from, long version, int count, Instant since) {
    this.from = from;
    this.version = version;
    this.count = count;
    this.since = since;
    this.begun = since;
  }

  String from() {
    return from;
  }

  Instant begun() {
    return begun;
  }

  /** When it was asked for, or the last part came. */
  Instant since() {
    return since;
  }

  boolean isEmpty() {
    return next == 0;
  }

  int next() {
    return next;
  }

  boolean whole() {
    return next == count;
  }

  byte[] octets() {
    return octets.toByteArray();
  }

  /** False if it is not the next part of this. */
  boolean add(DirectoryFrame frame, Instant now) {
    if (!frame.from().equals(from)
        || frame.version() != version
        || frame.count() != count
        || frame.number() != next) {
      return false;
    }
    octets.writeBytes(frame.octets());
    next++;
    since = now;
    return true;
  }
}
