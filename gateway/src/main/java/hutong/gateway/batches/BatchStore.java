package hutong.gateway.batches;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hutong.certs.PayloadVault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Kept tables as folders: how each stands in plain, since that says nothing of anybody; content,
 * rows and marked table encrypted. What stands there is known again after a restart.
 */
public final class BatchStore {

  private static final String STATE = "state.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Path folder;
  private final PayloadVault vault;
  private final Map<UUID, Batch> batches = new ConcurrentHashMap<>();

  /** What is kept of a batch besides how it stands. */
  public enum Part {
    CONTENT,
    /** A line of JSON for each row. */
    ROWS,
    /** The table, each row marked. */
    MARKED
  }

  /** Reads what is there; a folder without a state is of a post that broke off, and goes. */
  public BatchStore(Path folder, PayloadVault vault) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.vault = vault;
    try (Stream<Path> kept = Files.list(folder)) {
      for (Path each : kept.filter(Files::isDirectory).toList()) {
        Path state = each.resolve(STATE);
        if (Files.exists(state)) {
          Batch batch = JSON.readValue(state.toFile(), Batch.class);
          batches.put(batch.id(), batch);
        } else {
          remove(each);
        }
      }
    }
  }

  /** The newest first. */
  public List<Batch> of(String system) {
    return batches.values().stream()
        .filter(each -> each.system().equals(system))
        .sorted(Comparator.comparing(Batch::created).thenComparing(Batch::id).reversed())
        .toList();
  }

  public Optional<Batch> find(UUID id, String system) {
    return Optional.ofNullable(batches.get(id)).filter(each -> each.system().equals(system));
  }

  List<Batch> all() {
    return List.copyOf(batches.values());
  }

  Optional<Batch> find(UUID id) {
    return Optional.ofNullable(batches.get(id));
  }

  /** Where the content of a new one is written; it is one once {@link #save} is called. */
  public OutputStream begin(UUID id) throws IOException {
    Files.createDirectories(at(id));
    return file(id, Part.CONTENT).write();
  }

  /** Throws away what was begun. */
  public void abandon(UUID id) {
    remove(at(id));
  }

  /** On disk afterwards. */
  public void save(Batch batch) {
    try {
      Path next = at(batch.id()).resolve(STATE + ".tmp");
      Files.write(
          next,
          JSON.writeValueAsBytes(batch),
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(
          next,
          at(batch.id()).resolve(STATE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      batches.put(batch.id(), batch);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** A change that two at once can't both make. */
  synchronized Optional<Batch> change(UUID id, UnaryOperator<Batch> change) {
    Batch before = batches.get(id);
    if (before == null) {
      return Optional.empty();
    }
    Batch after = change.apply(before);
    if (!after.equals(before)) {
      save(after);
    }
    return Optional.of(after);
  }

  /** Ends one that is not worked off yet, or is; what was posted stays posted. */
  public Optional<Batch> cancel(UUID id, Instant now) {
    return change(id, each -> each.open() ? each.in(Batch.State.CANCELLED, null, now) : each);
  }

  /** Removes what is kept of it. */
  public void remove(UUID id) {
    batches.remove(id);
    remove(at(id));
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  OutputStream write(UUID id, Part part) throws IOException {
    return file(id, part).write();
  }

  /** Empty if there is no such part yet. */
  public Optional<InputStream> read(UUID id, Part part) throws IOException {
    SealedFile file = file(id, part);
    return Files.exists(file.path()) ? Optional.of(file.read()) : Optional.empty();
  }

  private SealedFile file(UUID id, Part part) {
    String name = part.name().toLowerCase(Locale.ROOT);
    return new SealedFile(at(id).resolve(name), vault, id + "|" + name);
  }

  private Path at(UUID id) {
    return folder.resolve(id.toString());
  }
}
