package hutong.gateway.demo.people;

/**
 * Unified social credit codes by GB 32100-2015 of government offices that do not exist: their
 * organisation code is MB0FAKE0.
 */
public final class SyntheticOffice {

  private static final String ORGAN = "11";
  private static final String ORGANISATION = "MB0FAKE02";
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };

  private SyntheticOffice() {}

  /**
   * The office of a division.
   *
   * @param division at least six digits
   */
  public static String of(String division) {
    String body = ORGAN + division.substring(0, 6) + ORGANISATION;
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += ALPHABET.indexOf(body.charAt(i)) * WEIGHTS[i];
    }
    return body + ALPHABET.charAt((31 - sum % 31) % 31);
  }
}
