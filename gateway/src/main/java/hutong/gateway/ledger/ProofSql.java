package hutong.gateway.ledger;

import hutong.certs.Checkpoint;
import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.CheckpointProof;
import hutong.routes.ledger.Proofs;
import hutong.routes.ledger.Viewer;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Keeps checkpoints beside the events that they bind; reads all it needs beside the writer. */
final class ProofSql implements Proofs {

  /** Word of the event that says that a checkpoint was made. */
  static final String CHECKPOINT = "CHECKPOINT";

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NO_ID = new byte[16];

  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;
  private final ChainSeals seals;
  private final Place place;
  private final SecureRandom random = new SecureRandom();

  ProofSql(GroupCommit writer, Readers readers, Bodies bodies, ChainSeals seals, Place place) {
    this.seals = seals;
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
    this.place = place;
  }

  @Override
  public Optional<Draft> draft(String node, Instant now) {
    if (!place.slice().first()) {
      return Optional.empty();
    }
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return readers.read(sql -> new Drafting(sql, seals, seed).draft(node, now));
  }

  @Override
  public boolean keep(Draft draft, byte[] signedData) {
    Checkpoint document = Drafting.document(draft.document());
    return writer.write(
        turn -> {
          Sql sql = turn.sql();
          int kept =
              sql.update(
                  "INSERT INTO checkpoint (number, made, body, seed) VALUES (?, ?, ?, ?)"
                      + " ON CONFLICT (number) DO NOTHING",
                  document.number(),
                  document.at(),
                  signedData,
                  draft.seed());
          if (kept == 0) {
            return false;
          }
          for (Checkpoint.Writer each : document.writers()) {
            if (each.last() >= each.first()) {
              sql.update(
                  "INSERT INTO checkpoint_writer (writer, last, checkpoint) VALUES (?, ?, ?)",
                  each.name(),
                  each.last(),
                  document.number());
            }
          }
          // So that a checkpoint that is taken away is missed.
          turn.event(
              new Subject(0, true, document.node(), NO_ID),
              new What(
                  CHECKPOINT,
                  HEX.formatHex(Event.sha256(signedData)),
                  String.valueOf(document.number())),
              document.at());
          return true;
        });
  }

  @Override
  public List<Unstamped> unstamped(int max) {
    if (!place.slice().first()) {
      return List.of();
    }
    return readers.read(
        sql -> {
          List<Unstamped> newest = unstamped(sql, "DESC", 1);
          if (newest.isEmpty()) {
            return newest;
          }
          List<Unstamped> all = new ArrayList<>(newest);
          for (Unstamped each : unstamped(sql, "ASC", max - 1)) {
            if (each.number() != newest.get(0).number()) {
              all.add(each);
            }
          }
          return all;
        });
  }

  private static List<Unstamped> unstamped(Sql sql, String order, int max) throws SQLException {
    return sql.list(
        "SELECT number, body FROM checkpoint WHERE token IS NULL ORDER BY number "
            + order
            + " LIMIT ?",
        row -> new Unstamped(row.number(1), row.bytes(2)),
        max);
  }

  @Override
  public void stamped(long number, byte[] token) {
    writer.write(
        turn ->
            turn.sql()
                .update(
                    "UPDATE checkpoint SET token = ? WHERE number = ? AND token IS NULL",
                    token,
                    number));
  }

  @Override
  public Optional<Standing> standing() {
    return readers.read(
        sql -> {
          Optional<Standing> newest =
              sql.first(
                  "SELECT number, made FROM checkpoint ORDER BY number DESC LIMIT 1",
                  row -> new Standing(row.number(1), row.instant(2), 0, null));
          return newest.isEmpty()
              ? newest
              : sql.first(
                  "SELECT COUNT(*), MIN(made) FROM checkpoint WHERE token IS NULL",
                  row ->
                      new Standing(
                          newest.get().number(), newest.get().at(), row.number(1), row.instant(2)));
        });
  }

  @Override
  public Optional<Stored> stored(UUID id, Viewer viewer) {
    return readers.read(
        sql -> {
          Optional<ViewSql.Seen> seen = ViewSql.seen(sql, id, viewer);
          return seen.isEmpty() ? Optional.empty() : stored(sql, seen.get());
        });
  }

  private Optional<Stored> stored(Sql sql, ViewSql.Seen seen) throws SQLException {
    int at = FactsColumns.COUNT;
    return sql.first(
        "SELECT "
            + FactsColumns.ALL
            + ", t.digest, t.erased, p.body, k.wrapped FROM transfer t"
            + " LEFT JOIN payload p ON p.transfer = t.key AND p.role = 'signed'"
            + " LEFT JOIN payload_key k ON k.transfer = t.key WHERE t.key = ?",
        row -> {
          byte[] body = row.bytes(at + 3);
          byte[] signed =
              body == null
                  ? null
                  : bodies.openPayload(
                      seen.outbound(), seen.id(), Bodies.SIGNED, body, row.bytes(at + 4));
          return new Stored(
              FactsColumns.read(row),
              seen.outbound(),
              row.text(at + 1),
              signed,
              row.instant(at + 2));
        },
        seen.key());
  }

  @Override
  public Optional<CheckpointProof> proof(UUID id, Viewer viewer) {
    return readers.read(
        sql -> {
          Optional<ViewSql.Seen> seen = ViewSql.seen(sql, id, viewer);
          return seen.isEmpty() ? Optional.empty() : Optional.of(proof(sql, seen.get().key()));
        });
  }

  /**
   * What first speaks of a document or receipt comes first: the others are attempts and repeats.
   */
  private static List<StoredEvent> byWeight(List<StoredEvent> events) {
    Set<String> named = new HashSet<>();
    List<StoredEvent> sorted = new ArrayList<>();
    List<StoredEvent> others = new ArrayList<>();
    for (StoredEvent each : events) {
      String content = each.event().what().content();
      boolean first = content != null && named.add(each.event().what().word() + content);
      (first ? sorted : others).add(each);
    }
    sorted.addAll(others);
    return sorted;
  }

  private static CheckpointProof proof(Sql sql, long transfer) throws SQLException {
    List<StoredEvent> events = StoredEvent.of(sql, transfer);
    ProvenEvents proven = new ProvenEvents(sql);
    List<CheckpointProof.Proven> bound = new ArrayList<>();
    Set<Long> numbers = new LinkedHashSet<>();
    for (StoredEvent each : byWeight(events)) {
      Optional<Long> number = proven.checkpoint(each);
      if (bound.size() < CheckpointProof.MOST_EVENTS
          && number.isPresent()
          && (numbers.contains(number.get())
              || numbers.size() < CheckpointProof.MOST_CHECKPOINTS)) {
        numbers.add(number.get());
        bound.add(proven.prove(each, number.get()));
      }
    }
    bound.sort(
        Comparator.comparing((CheckpointProof.Proven each) -> each.position().writer())
            .thenComparing(each -> each.position().number()));
    List<CheckpointProof.Sealed> checkpoints = new ArrayList<>();
    for (Long number : numbers) {
      checkpoints.add(proven.sealed(number));
    }
    return new CheckpointProof(bound, checkpoints, events.size() - bound.size());
  }
}
