package hutong.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Says why a node did not do what its client asked: the answer's status and its problem. */
public final class ApiFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient JsonObject problem;

  private ApiFailure(int status, JsonObject problem) {
    super(status + " " + problem.getString("code", "") + " " + problem.getString("fix", ""));
    this.status = status;
    this.problem = problem;
  }

  static ApiFailure of(int status, Buffer body) {
    try {
      return new ApiFailure(status, body == null ? new JsonObject() : body.toJsonObject());
    } catch (DecodeException | ClassCastException notOurs) {
      return new ApiFailure(status, new JsonObject());
    }
  }

  public int status() {
    return status;
  }

  /** The stable code; empty if the answer was not a node's. */
  public String code() {
    return problem.getString("code", "");
  }

  /** The whole problem (RFC 9457). */
  public JsonObject problem() {
    return problem;
  }

  /** Whether the same call may succeed later. */
  public boolean worthRepeating() {
    return status == 429
        || status == 503
        || (status == 409 && code().equals("IDEMPOTENCY_KEY_RUNNING"));
  }
}
