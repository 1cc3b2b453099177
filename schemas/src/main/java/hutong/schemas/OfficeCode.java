package hutong.schemas;

import java.util.regex.Pattern;

/** Judges unified social credit codes of offices by GB 32100-2015. */
final class OfficeCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final Pattern FORM =
      Pattern.compile("[1-9AGNY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}");
  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };
  private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

  private OfficeCode() {}

  static boolean wellFormed(String code) {
    return FORM.matcher(code).matches();
  }

  /** Both check characters: the code's own and that of the organisation code within (GB 11714). */
  static boolean checksFit(String code) {
    return check(code) == code.charAt(17) && organisationCheck(code) == code.charAt(16);
  }

  private static char check(String code) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += ALPHABET.indexOf(code.charAt(i)) * WEIGHTS[i];
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }

  private static char organisationCheck(String code) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += Character.digit(code.charAt(8 + i), 36) * ORGANISATION_WEIGHTS[i];
    }
    int rest = 11 - sum % 11;
    return rest == 10 ? 'X' : rest == 11 ? '0' : (char) ('0' + rest);
  }
}
