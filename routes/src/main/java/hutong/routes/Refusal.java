package hutong.routes;

import hutong.schemas.RejectionCode;
import java.util.List;

/**
 * Why a record is not taken: one code of the closed set, where in the record, and a coarse reason.
 * Never a value.
 *
 * @param pointers JSON Pointers into the record; may be empty
 * @param reason short free text of a deciding system; may be null; it travels sealed
 */
public record Refusal(RejectionCode code, List<String> pointers, String reason) {

  public static Refusal of(RejectionCode code, String... pointers) {
    return new Refusal(code, List.of(pointers), null);
  }
}
