package hutong.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * What a node refuses, as RFC 9457 and the API have it: a stable code, where it is, and how to mend
 * it; never a value.
 */
public final class HutongProblem extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final long after;
  private final transient JsonNode problem;

  HutongProblem(int status, JsonNode problem, long after) {
    super(said(status, problem));
    this.status = status;
    this.after = after;
    this.problem = problem;
  }

  private static String said(int status, JsonNode problem) {
    StringBuilder said = new StringBuilder(problem.path("code").asText("HTTP_" + status));
    if (problem.has("pointer")) {
      said.append(" at ").append(problem.get("pointer").asText());
    }
    if (problem.has("fix")) {
      said.append(": ").append(problem.get("fix").asText());
    }
    return said.toString();
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Stable word for programs. */
  public String code() {
    return problem.path("code").asText("HTTP_" + status);
  }

  /** JSON Pointer of the field at fault; empty if it is none in particular. */
  public String pointer() {
    return problem.path("pointer").asText("");
  }

  /** What to do, in the client's language. */
  public String fix() {
    return problem.path("fix").asText("");
  }

  /** Names the call in the node's log. */
  public String requestId() {
    return problem.path("requestId").asText("");
  }

  /** The whole problem (RFC 9457). */
  public JsonNode problem() {
    return problem;
  }

  /** How many seconds the node asks its caller to wait; 0 if it does not say. */
  public long after() {
    return after;
  }

  /** Whether the same call may succeed later. */
  public boolean passing() {
    return status == 429
        || status == 503
        || status == 423
        || code().equals("IDEMPOTENCY_KEY_RUNNING");
  }
}
