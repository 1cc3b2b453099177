package hutong.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import hutong.routes.Refusal;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.TransferId;
import hutong.schemas.RefusedInput;
import hutong.schemas.RejectionCode;
import hutong.schemas.Violation;
import hutong.schemas.dialects.DecisionForm;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.Translated;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a local system decided, where it says so in a form of its own: an acknowledgement. */
final class DecisionsInDialect {

  private DecisionsInDialect() {}

  /**
   * The decisions of one document.
   *
   * @param leased items they may be about
   * @throws RefusedInput if one can't be read, or is about none of them
   */
  static List<Decision> read(byte[] body, Dialect dialect, Instant now, List<TransferId> leased)
      throws RefusedInput, IOException {
    List<Decision> decisions = new ArrayList<>();
    try (DialectReader reader = dialect.open(new ByteArrayInputStream(body), now, Map.of())) {
      for (Translated each = reader.next(); each != null; each = reader.next()) {
        if (each.refused()) {
          throw new RefusedInput(each.found());
        }
        decisions.add(decision(each, leased));
      }
    }
    if (decisions.isEmpty()) {
      throw new Refused(ApiCode.BODY_INVALID);
    }
    return decisions;
  }

  private static Decision decision(Translated said, List<TransferId> leased) throws RefusedInput {
    JsonNode decision = said.record();
    if (!decision.path("type").asText().equals(DecisionForm.TYPE)) {
      throw wrong(said, "/type", "此处只接收办理结果。", "Only a decision is taken here: send one.");
    }
    String id = decision.path("concerns").asText();
    TransferId about =
        leased.stream()
            .filter(each -> each.id().toString().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    wrong(
                        said,
                        "/concerns",
                        "此租约中没有该编号的记录,请核对编号。",
                        "No record of this id is in the lease: give the id it was handed out by."));
    return switch (decision.path("outcome").asText()) {
      case "ACCEPTED" -> new Decision(about, null, null);
      case "REJECTED" -> new Decision(about, refusal(said, decision), null);
      default ->
          throw wrong(said, "/outcome", "应为接收或拒收。", "It is accepted or rejected: say which.");
    };
  }

  private static Refusal refusal(Translated said, JsonNode decision) throws RefusedInput {
    String name = decision.path("code").asText();
    Optional<RejectionCode> code =
        Arrays.stream(RejectionCode.values()).filter(each -> each.name().equals(name)).findFirst();
    List<String> pointers = new ArrayList<>();
    decision.path("pointer").forEach(each -> pointers.add(each.asText()));
    if (code.isEmpty() || !pointers.stream().allMatch(AnswerMail::pointer)) {
      throw wrong(
          said, "/code", "拒收须注明原因代码。", "A rejection says why, by a code: map it in the dialect.");
    }
    return new Refusal(code.get(), List.copyOf(pointers), null);
  }

  private static RefusedInput wrong(Translated said, String pointer, String zh, String en) {
    Violation fault =
        Violation.refuse(RejectionCode.SCHEMA_INVALID, pointer, "decision", zh, en)
            .at(said.place(pointer));
    return new RefusedInput(List.of(fault));
  }
}
