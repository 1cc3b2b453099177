package hutong.gateway.batches;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import hutong.gateway.batches.Batch.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Keeps a table to be worked off. The same again is the one that there is. */
public final class KeepTable {

  private static final long TOGETHER = 4;

  private final BatchStore store;
  private final UploadStore uploads;
  private final long mostBytes;
  private final Clock clock;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  KeepTable(BatchStore store, UploadStore uploads, long mostBytes, Clock clock) {
    this.store = store;
    this.uploads = uploads;
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /**
   * Whose table it is, and what is asked with it.
   *
   * @param clock what its writer's clock says; null if nothing is said
   * @param at when it was left here
   */
  public record Asked(
      String system, String dialect, boolean rejectAll, boolean chinese, String clock, Instant at) {

    private boolean same(Batch other) {
      return other.dialect().equals(dialect) && other.rejectAll() == rejectAll;
    }
  }

  /** It is longer than it may be, alone or with what the system has here. */
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** How many tables of a system are kept. */
  public int count(String system) {
    return store.of(system).size();
  }

  /** How many octets one more table of a system may have. */
  public long room(String system) {
    long here = store.of(system).stream().mapToLong(Batch::bytes).sum();
    long arriving =
        uploads.of(system).stream()
            .filter(each -> each.batch() == null)
            .mapToLong(Upload::length)
            .sum();
    return Math.min(mostBytes, TOGETHER * mostBytes - here - arriving);
  }

  /**
   * Reads it to its end; on disk afterwards.
   *
   * @param room how many octets it may have
   * @throws TooLarge if it has more
   */
  public Batch keep(Asked asked, InputStream content, long room) throws IOException {
    UUID id = ids.generate();
    try {
      MessageDigest digest = sha256();
      long bytes = copy(content, id, digest, room);
      String sha256 = HexFormat.of().formatHex(digest.digest());
      Optional<Batch> same = same(asked, sha256);
      if (same.isPresent()) {
        store.abandon(id);
        return same.get();
      }
      Batch batch =
          new Batch(
              id,
              asked.system,
              asked.dialect,
              asked.rejectAll,
              asked.chinese,
              asked.clock,
              State.RECEIVED,
              bytes,
              sha256,
              asked.at,
              clock.instant(),
              0,
              0,
              0,
              0,
              null);
      store.save(batch);
      return batch;
    } catch (IOException | RuntimeException fault) {
      store.abandon(id);
      throw fault;
    }
  }

  /** Makes a kept table of an upload that is whole; of one that was made before, that. */
  public synchronized UUID finish(UUID upload) throws IOException {
    Upload whole = uploads.find(upload).orElseThrow(() -> new IOException("it is gone"));
    if (whole.batch() != null) {
      return whole.batch();
    }
    Asked asked =
        new Asked(
            whole.system(),
            whole.dialect(),
            whole.rejectAll(),
            whole.chinese(),
            whole.clock(),
            whole.created());
    try (InputStream content = uploads.read(upload)) {
      UUID batch = keep(asked, content, whole.length()).id();
      uploads.kept(upload, batch, clock.instant());
      return batch;
    }
  }

  private Optional<Batch> same(Asked asked, String sha256) {
    return store.of(asked.system).stream()
        .filter(
            each ->
                each.sha256().equals(sha256)
                    && asked.same(each)
                    && (each.open() || each.state() == State.DONE))
        .findFirst();
  }

  private long copy(InputStream content, UUID id, MessageDigest digest, long room)
      throws IOException {
    byte[] part = new byte[32 << 10];
    long bytes = 0;
    try (OutputStream out = store.begin(id)) {
      for (int n = content.read(part); n >= 0; n = content.read(part)) {
        bytes += n;
        if (bytes > room) {
          throw new TooLarge();
        }
        digest.update(part, 0, n);
        out.write(part, 0, n);
      }
    }
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
