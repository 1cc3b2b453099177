package hutong.gateway.doctor;

/**
 * What one check came to.
 *
 * @param check stable word, such as {@code disk.room}
 * @param seen what was seen, in one sentence
 * @param fix what to do about it; empty if it is well
 */
public record Symptom(String check, Grade grade, String seen, String fix) {

  /** How bad it is. */
  public enum Grade {
    /** As it should be. */
    WELL,
    /** It works, and will not for ever or not as well as it could. */
    WARNING,
    /** Something does not work. */
    FAULT
  }
}
