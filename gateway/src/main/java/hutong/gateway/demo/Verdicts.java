package hutong.gateway.demo;

import java.util.List;
import java.util.UUID;

/**
 * How the desks decide: by the record's id alone, so that both sides' clients know it beforehand
 * and no gateway can. Questions are always taken and answered, scenes always accepted.
 */
final class Verdicts {

  /** First letters of the source keys of records that belong to a scene. */
  static final String SCENE = "SCENE";

  /** The same, where a person answers what is asked, and not the client at once. */
  static final String BY_HAND = "SCENE-CASE";

  private static final int REJECTED_IN_1000 = 50;
  private static final int SILENT_IN_1000 = 20;
  private static final List<String> CODES =
      List.of("PERSON_NOT_FOUND", "IMPLAUSIBLE", "AMBIGUOUS_MATCH", "PERSON_NOT_FOUND");

  private Verdicts() {}

  static boolean asks(String type) {
    return type.equals("CertificateVerificationRequest") || type.equals("Inquiry");
  }

  static Fate of(String type, String sourceKey, UUID id) {
    if (asks(type) || sourceKey.startsWith(SCENE)) {
      return Fate.ACCEPTED;
    }
    long mixed = (id.getLeastSignificantBits() ^ id.getMostSignificantBits()) * 0x9E3779B97F4A7C15L;
    int lot = (int) Math.floorMod(mixed >>> 20, 1000L);
    if (lot < REJECTED_IN_1000) {
      return Fate.rejected(CODES.get(lot % CODES.size()));
    }
    return lot < REJECTED_IN_1000 + SILENT_IN_1000 ? Fate.OPEN : Fate.ACCEPTED;
  }
}
