package hutong.routes.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The contents of attachments that go apart from their records: put here by a local system, or sent
 * by another node, in pieces, each encrypted. Content that no record names is bounded for each
 * owner, and goes after a day. As in {@link Ledger}, what writes returns when it is on disk.
 */
public interface Attachments {

  /** Octets that one system may have put without a record that names them. */
  long MOST_PUT = 200L << 20;

  /** Octets that one node may have sent without a record that names them. */
  long MOST_STAGED = 256L << 20;

  /** Records of one node that may wait for their attachments. */
  int MOST_HELD = 256;

  // ── a system puts content ──

  Upload begin(String system, String digest, int size, Instant now);

  /** Writes pieces, each once. */
  void write(Upload.Open upload, String system, List<Piece> pieces);

  /** All of it is there and has this digest: from now on a record may name it. */
  void finish(Upload.Open upload, String system, String digest, Instant now);

  /** Content is not kept after all; nothing if a record names it. */
  void drop(long key);

  /** What a system has put, by digest: size in octets. */
  Map<String, Integer> put(String system, Collection<String> digests);

  // ── dispatch ──

  /**
   * Notes that the broker has committed pieces.
   *
   * @param left how many are left now, by row of the outbox
   */
  void sent(String destination, Map<Long, Integer> left, Instant now);

  // ── receive ──

  /** What became of a piece that a node sent. */
  enum Staged {
    /** It is here, now or before. */
    KEPT,
    /** It contradicts what the same node sent of the same content. */
    FALSE,
    /** Too much of that node is here that no record names. */
    FULL
  }

  /** Keeps pieces of one verified node; a repeat changes nothing. */
  List<Staged> stage(String from, List<Piece> pieces, Instant now);

  /** Which of these transfers have been received before. */
  Set<TransferId> received(Collection<TransferId> ids);

  /**
   * Keeps verified records until their attachments are here; a repeat changes nothing.
   *
   * @return those for which there is no room
   */
  List<Held> hold(List<Held> records, Instant now);

  /**
   * Records all of whose attachments are here, oldest first; of several processes that share the
   * ledger, one alone is given them.
   */
  List<Held> complete(int max);

  /** These wait no longer; what they named and no transfer claimed is forgotten. */
  void release(List<Held> records);

  /** Leaves room: what a node sent is not kept, unless a transfer or a held record names it. */
  void forget(String from, Collection<String> digests);

  /** What a node has sent in full; not verified. */
  Optional<Content> staged(String from, String digest);

  // ── read ──

  /** An attachment of a record, as far as the viewer may see the record. */
  Optional<AttachmentView> find(UUID id, int number, Viewer.LocalSystem viewer);

  byte[] read(Content content, int number);
}
