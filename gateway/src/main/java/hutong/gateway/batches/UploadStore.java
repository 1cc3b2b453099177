package hutong.gateway.batches;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hutong.certs.PayloadVault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Tables that arrive in parts. How far each is, is what its file holds: it is known again after a
 * crash, and never more is promised than is there.
 */
public final class UploadStore {

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

  /** Reads what is there. */
  public UploadStore(Path folder, PayloadVault vault) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.vault = vault;
    try (Stream<Path> kept = Files.list(folder)) {
      for (Path each : kept.filter(file -> file.toString().endsWith(STATE)).toList()) {
        Upload upload = JSON.readValue(each.toFile(), Upload.class);
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

  /** Begins one; on disk afterwards. */
  public void create(Upload upload) {
    save(upload);
    offsets.put(upload.id(), 0L);
  }

  /** Where parts of it go; one writer at a time. */
  public interface Parts extends AutoCloseable {
    void write(byte[] octets, int count) throws IOException;

    /** On disk afterwards, whatever went wrong in between. */
    @Override
    void close() throws IOException;
  }

  /** Goes on with one. */
  public Parts append(UUID id, Instant now) throws IOException {
    GrowingFile file = open(id);
    return new Parts() {
      @Override
      public void write(byte[] octets, int count) throws IOException {
        file.write(octets, 0, count);
      }

      @Override
      public void close() throws IOException {
        try (file) {
          file.sync();
          Upload upload = uploads.get(id);
          if (upload != null) {
            offsets.put(id, file.length());
            save(upload.at(now));
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

  public void remove(UUID id) {
    uploads.remove(id);
    offsets.remove(id);
    try {
      Files.deleteIfExists(folder.resolve(id + STATE));
      Files.deleteIfExists(content(id));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void save(Upload upload) {
    try {
      Path next = folder.resolve(upload.id() + STATE + ".tmp");
      Files.write(
          next,
          JSON.writeValueAsBytes(upload),
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(
          next,
          folder.resolve(upload.id() + STATE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      uploads.put(upload.id(), upload);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private Path content(UUID id) {
    return folder.resolve(id.toString());
  }
}
