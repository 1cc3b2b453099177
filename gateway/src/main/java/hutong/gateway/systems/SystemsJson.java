package hutong.gateway.systems;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.routes.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes the registry as JSON and reads it back; anything it does not know is refused. */
final class SystemsJson {

  private static final int VERSION = 1;

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Key(
      String id,
      String label,
      String sha256,
      List<KeyScope> scopes,
      String created,
      String expires) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Entry(
      String name,
      Boolean operator,
      Boolean decides,
      String role,
      Set<String> types,
      List<String> divisions,
      List<Key> keys,
      Ended ended,
      Limits limits,
      List<String> certificates) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Ended(String by, String at, String until) {}

  private record Registered(int version, List<Entry> registered) {}

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  byte[] write(Collection<Registration> registrations) {
    try {
      return mapper.writeValueAsBytes(
          new Registered(VERSION, registrations.stream().map(this::entry).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws {@link IllegalArgumentException} with what is wrong, never with a key's hash. */
  Registry read(byte[] json) {
    try {
      Registered read = mapper.readValue(json, Registered.class);
      if (read == null || read.version() != VERSION || read.registered() == null) {
        throw new IllegalArgumentException("not a registry of version " + VERSION);
      }
      return new Registry(read.registered().stream().map(this::registration).toList());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a registry: " + where(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DateTimeException | NullPointerException e) {
      throw new IllegalArgumentException("not a registry: a field is missing or no instant", e);
    }
  }

  private static String where(JacksonException fault) {
    return fault.getLocation() == null
        ? "not readable"
        : "line " + fault.getLocation().getLineNr() + " is not as it should be";
  }

  private Entry entry(Registration from) {
    List<Key> keys = from.keys().stream().map(SystemsJson::key).toList();
    LocalSystem system = from.system();
    List<String> shown =
        from.certificates().isEmpty() ? null : from.certificates().stream().sorted().toList();
    Limits limits = from.limits().equals(Limits.USUAL) ? null : from.limits();
    return system == null
        ? new Entry(from.name(), true, null, null, null, null, keys, null, limits, shown)
        : new Entry(
            from.name(),
            null,
            system.decides(),
            system.role(),
            new TreeSet<>(system.types()),
            system.divisions(),
            keys,
            ended(from.ending()),
            limits,
            shown);
  }

  private Registration registration(Entry from) {
    boolean operator = Boolean.TRUE.equals(from.operator());
    List<StoredKey> keys = storedKeys(from.keys(), operator);
    Set<String> certificates =
        from.certificates() == null ? Set.of() : Set.copyOf(from.certificates());
    Limits limits = from.limits() == null ? Limits.USUAL : from.limits();
    if (operator) {
      return new Registration(from.name(), null, keys, null, limits, certificates);
    }
    LocalSystem system =
        new LocalSystem(
            from.name(),
            from.decides(),
            from.role(),
            Set.copyOf(from.types()),
            List.copyOf(from.divisions()));
    return new Registration(from.name(), system, keys, ending(from.ended()), limits, certificates);
  }

  private static Ended ended(Ending from) {
    return from == null
        ? null
        : new Ended(from.by(), from.at().toString(), from.until().toString());
  }

  private static Ending ending(Ended from) {
    return from == null
        ? null
        : new Ending(from.by(), Instant.parse(from.at()), Instant.parse(from.until()));
  }

  private static Key key(StoredKey key) {
    return new Key(
        key.id(),
        key.label(),
        key.sha256(),
        key.scopes().stream().sorted().toList(),
        key.created().toString(),
        key.expires() == null ? null : key.expires().toString());
  }

  /** Keys of an older file have no ids, and may do all that their kind may. */
  private static List<StoredKey> storedKeys(List<Key> keys, boolean operator) {
    List<StoredKey> stored = new ArrayList<>();
    Set<KeyScope> all = operator ? KeyScope.OPERATOR : KeyScope.SYSTEM;
    for (Key key : keys) {
      String id = key.id() == null ? "first-" + (stored.size() + 1) : key.id();
      Set<KeyScope> scopes = key.scopes() == null ? all : Set.copyOf(key.scopes());
      if (!all.containsAll(scopes)) {
        throw new IllegalArgumentException("not a registry: a key of another kind");
      }
      stored.add(storedKey(key, id, scopes));
    }
    return stored;
  }

  private static StoredKey storedKey(Key key, String id, Set<KeyScope> scopes) {
    return new StoredKey(
        id,
        key.label(),
        key.sha256(),
        scopes,
        Instant.parse(key.created()),
        key.expires() == null ? null : Instant.parse(key.expires()));
  }
}
