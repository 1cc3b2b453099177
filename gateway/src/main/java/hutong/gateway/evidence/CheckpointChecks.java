package hutong.gateway.evidence;

import hutong.certs.Checkpoint;
import hutong.certs.ContentKind;
import hutong.certs.Fault;
import hutong.certs.HashTree;
import hutong.certs.Opened;
import hutong.certs.PastDirectories;
import hutong.certs.TimeStamp;
import hutong.certs.TimeStamps;
import hutong.certs.Untrusted;
import hutong.gateway.evidence.EventProofs.Proven;
import hutong.routes.ledger.LedgerPosition;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies that the exporter's ledger held the events that it tells of, when it says it did; and so
 * finds by when what they are about was there.
 */
final class CheckpointChecks {

  private final Statement statement;
  private final PastDirectories directories;
  private final Instant thereBy;
  private final ReaderRoots roots;
  private final Map<Long, Instant> stamps = new HashMap<>();
  private final Map<Long, Checkpoint> checkpoints = new HashMap<>();
  private final Map<String, Instant> proved = new HashMap<>();
  private final Map<LedgerPosition, EventOctets> bound = new HashMap<>();
  private List<Proven> events = List.of();

  CheckpointChecks(
      Statement statement, PastDirectories directories, Instant thereBy, ReaderRoots roots) {
    this.statement = statement;
    this.directories = directories;
    this.thereBy = thereBy;
    this.roots = roots;
  }

  void of(EventProofs proofs) {
    events = proofs.events();
  }

  /**
   * Whether it counts. One whose key was stolen since does not, nor one that is good but of no
   * authority that the reader demands; neither spoils anything: a node may stamp by another now.
   */
  boolean stamped(long number, byte[] signedData, byte[] token) throws Untrusted {
    byte[] digest = sha256(signedData);
    try {
      stamps.put(number, TimeStamps.verify(token, digest, roots.stamps()).at());
      return true;
    } catch (Untrusted fault) {
      if (fault.fault() == Fault.SIGNER_REVOKED) {
        return false;
      }
      if (fault.fault() != Fault.SIGNER_UNKNOWN || !roots.demanded()) {
        throw fault;
      }
      TimeStamp unused = TimeStamps.verify(token, digest, roots.members());
      return false;
    }
  }

  void signed(long number, byte[] signedData) throws Untrusted, Failing {
    Opened opened =
        directories.verify(
            signedData, ContentKind.CHECKPOINT, stamps.getOrDefault(number, thereBy));
    Checkpoint document = Checkpoint.read(opened.content());
    if (!opened.signer().id().equals(statement.node())
        || !document.node().equals(statement.node())
        || document.number() != number) {
      throw new Failing("检查点不属于导出节点", "one is another node's, or another one");
    }
    checkpoints.put(number, document);
  }

  /**
   * By when something is proved to have been there: at the latest when the container was made.
   *
   * @param content hex SHA-256 of its SignedData, which events name
   */
  Instant by(String content) {
    Instant bound = proved.get(content);
    return bound == null || bound.isAfter(thereBy) ? thereBy : bound;
  }

  /** Each event is what the statement tells, is about this transfer, and is in the tree. */
  boolean inclusion() throws Failing {
    for (Proven each : events) {
      EventOctets event = EventOctets.read(each.event());
      byte[] digest = sha256(each.event());
      if (!digest(each.event()).equals(each.digest())
          || event.epoch() != each.epoch()
          || !event.writer().equals(each.writer())
          || event.number() != each.number()) {
        throw new Failing("事件摘要不符", "an event is not what its digest says");
      }
      if (!event.sender().equals(statement.sender())
          || !event.id().equals(statement.id())
          || event.outbound() != statement.outbound()
          || statement.events().stream().noneMatch(told -> same(told, each, event))) {
        throw new Failing("事件不属于此交换", "an event is not one that the statement tells of");
      }
      if (!bound(each, digest)) {
        throw new Failing("事件未包含于检查点", "an event is not in the checkpoint's tree");
      }
      Instant stamp = stamps.get(each.checkpoint());
      if (stamp != null) {
        for (String content : event.contents()) {
          proved.merge(content, stamp, (one, other) -> one.isBefore(other) ? one : other);
        }
      }
      bound.put(each.position(), event);
    }
    return !events.isEmpty();
  }

  /** Places of those that a checkpoint binds whose time stamp counts. */
  Set<LedgerPosition> stamped() {
    return events.stream()
        .filter(each -> stamps.containsKey(each.checkpoint()))
        .map(Proven::position)
        .collect(Collectors.toSet());
  }

  /** Those that a checkpoint binds, by their places. */
  Map<LedgerPosition, EventOctets> proved() {
    return Collections.unmodifiableMap(bound);
  }

  private static boolean same(Statement.Event told, Proven proven, EventOctets event) {
    return told.position().equals(proven.position())
        && told.at().equals(event.at())
        && told.what().equals(event.what())
        && told.detail().equals(event.detail());
  }

  private boolean bound(Proven proven, byte[] digest) {
    Checkpoint checkpoint = checkpoints.get(proven.checkpoint());
    long before = 0;
    for (Checkpoint.Writer writer : checkpoint.writers()) {
      if (writer.name().equals(proven.writer())) {
        return proven.number() >= writer.first()
            && proven.number() <= writer.last()
            && proven.index() == before + proven.number() - writer.first()
            && HashTree.proves(
                HashTree.leaf(proven.salt(), digest),
                proven.index(),
                checkpoint.size(),
                proven.path(),
                HexFormat.of().parseHex(checkpoint.root()));
      }
      before += writer.last() - writer.first() + 1;
    }
    return false;
  }

  /** As events name it: SHA-256 in hex. */
  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
