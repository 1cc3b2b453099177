package hutong.gateway.http;

import io.vertx.core.json.JsonArray;
import java.util.UUID;

/**
 * What a node answered to a post that it took over.
 *
 * @param replayed whether the same had been posted before
 * @param warnings data-quality marks
 */
public record Posted(UUID id, String state, boolean replayed, JsonArray warnings) {}
