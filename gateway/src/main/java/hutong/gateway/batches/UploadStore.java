package hutong.gateway.batches;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hutong.certs.PayloadVault;
import hutong.certs.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables that arrive in parts. How far each is, is what its file holds: it is known again after a
 * crash, and never more is promised than is there.
 */
public final class UploadStore {

  private static final Logger LOG = LoggerFactory.getLogger(UploadStore.class);
  private static final String STATE = ".json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Path folder;
  private final PayloadVault vault;
  private final Map<UUID, Upload> uploads = new ConcurrentHashMap<>();
  private final Map<UUID, Long> offsets = new ConcurrentHashMap<>();
  private final Set<UUID> writing = ConcurrentHashMap.newKeySet();

  /** Reads what is there. */
  public UploadStore(Path folder, PayloadVault vault) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.vault = vault;
    try (Stream<Path> kept = Files.list(folder)) {
      for (Path each : kept.toList()) {
        if (each.toString().endsWith(STATE)) {
          read(each);
        }
      }
    }
    sweep();
  }

  private void read(Path state) throws IOException {
    Upload upload;
    try {
      upload = JSON.readValue(state.toFile(), Upload.class);
    } catch (JacksonException broken) {
      LOG.warn("An upload can't be read any more: {} is left aside", state.getFileName());
      Files.move(
          state,
          state.resolveSibling(state.getFileName() + ".broken"),
          StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    uploads.put(upload.id(), upload);
    if (upload.batch() != null) {
      offsets.put(upload.id(), upload.length());
      Files.deleteIfExists(content(upload.id()));
    } else {
      try (GrowingFile file = open(upload.id())) {
        offsets.put(upload.id(), file.length());
      }
    }
  }

  /** What a crash has left of uploads that are gone. */
  private void sweep() throws IOException {
    try (Stream<Path> kept = Files.list(folder)) {
      for (Path each : kept.toList()) {
        String name = each.getFileName().toString();
        boolean known = uploads.keySet().stream().anyMatch(id -> name.startsWith(id.toString()));
        if (!known && !name.endsWith(".broken")) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  public List<Upload> of(String system) {
    return uploads.values().stream().filter(each -> each.system().equals(system)).toList();
  }

  List<Upload> all() {
    return List.copyOf(uploads.values());
  }

  public Optional<Upload> find(UUID id, String system) {
    return Optional.ofNullable(uploads.get(id)).filter(each -> each.system().equals(system));
  }

  Optional<Upload> find(UUID id) {
    return Optional.ofNullable(uploads.get(id));
  }

  /** Octets of it that are on disk. */
  public long offset(UUID id) {
    return offsets.getOrDefault(id, 0L);
  }

  /** Takes a place for one, at once; {@link #create} puts it on disk. */
  public void reserve(Upload upload) {
    uploads.put(upload.id(), upload);
    offsets.put(upload.id(), 0L);
  }

  /** Begins one that has its place; on disk afterwards. */
  public void create(Upload upload) {
    try {
      save(upload);
    } catch (UncheckedIOException fault) {
      uploads.remove(upload.id());
      offsets.remove(upload.id());
      throw fault;
    }
  }

  /** Where parts of it go; one writer at a time. */
  public interface Parts extends AutoCloseable {
    void write(byte[] octets, int count) throws IOException;

    /** On disk afterwards, as far as it could be written. */
    @Override
    void close() throws IOException;
  }

  /** It does not stand where its sender goes on. */
  public static final class Moved extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Goes on with one.
   *
   * @param offset where it stands
   * @throws Moved if it does not stand there, or is gone
   */
  public Parts append(UUID id, long offset, Instant now) throws IOException {
    synchronized (this) {
      if (!uploads.containsKey(id) || !writing.add(id)) {
        throw new Moved();
      }
    }
    GrowingFile file;
    try {
      file = open(id);
    } catch (IOException | RuntimeException fault) {
      writing.remove(id);
      throw fault;
    }
    offsets.put(id, file.length());
    if (file.length() != offset) {
      writing.remove(id);
      file.close();
      throw new Moved();
    }
    return new Parts() {
      @Override
      public void write(byte[] octets, int count) throws IOException {
        file.write(octets, 0, count);
      }

      @Override
      public void close() throws IOException {
        try (file) {
          file.sync();
        } finally {
          // Whatever went wrong: how far it is, is what its file holds.
          offsets.put(id, file.length());
          try {
            save(uploads.get(id).at(now));
          } finally {
            writing.remove(id);
          }
        }
      }
    };
  }

  private GrowingFile open(UUID id) throws IOException {
    return GrowingFile.open(content(id), vault, id.toString());
  }

  InputStream read(UUID id) throws IOException {
    return GrowingFile.read(content(id), vault, id.toString());
  }

  /** It has become a kept table; its content is not kept twice. */
  void kept(UUID id, UUID batch, Instant now) throws IOException {
    save(uploads.get(id).kept(batch, now));
    Files.deleteIfExists(content(id));
  }

  /** Forgets those of a system that have long become a table, but for so many. */
  public void trim(String system, int most) {
    of(system).stream()
        .filter(each -> each.batch() != null)
        .sorted(Comparator.comparing(Upload::changed).reversed())
        .skip(most)
        .forEach(each -> remove(each.id()));
  }

  /** False while somebody writes it. */
  public synchronized boolean remove(UUID id) {
    if (writing.contains(id)) {
      return false;
    }
    uploads.remove(id);
    offsets.remove(id);
    try {
      Files.deleteIfExists(content(id));
      Files.deleteIfExists(folder.resolve(id + STATE));
      return true;
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void save(Upload upload) {
    try {
      PrivateFile.write(folder.resolve(upload.id() + STATE), JSON.writeValueAsBytes(upload));
      uploads.put(upload.id(), upload);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private Path content(UUID id) {
    return folder.resolve(id.toString());
  }
}
