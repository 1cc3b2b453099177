package hutong.gateway.batches;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * A table that arrives in parts; nothing of what stands in it.
 *
 * @param clock what its writer's clock said when it was begun; null if nothing was said
 * @param length octets that it will have
 * @param changed when its last part came
 * @param batch the kept table that it became; null while it is not whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Upload(
    UUID id,
    String system,
    String dialect,
    boolean rejectAll,
    boolean chinese,
    String clock,
    long length,
    Instant created,
    Instant changed,
    UUID batch) {

  Upload at(Instant now) {
    return new Upload(id, system, dialect, rejectAll, chinese, clock, length, created, now, batch);
  }

  Upload kept(UUID as, Instant now) {
    return new Upload(id, system, dialect, rejectAll, chinese, clock, length, created, now, as);
  }
}
