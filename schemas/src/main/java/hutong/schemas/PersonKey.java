package hutong.schemas;

import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Subject;

/** Names a person for a keyed index: document type and normalised number. Never log it. */
public final class PersonKey {
  private PersonKey() {}

  /** The same for a 15-digit number and the 18-digit one that replaced it. */
  public static String of(ResidentRecord record) {
    Subject subject = record.getSubject();
    return of(subject.getDocumentType(), subject.getDocumentNumber());
  }

  /** The same for a person who is asked about. */
  public static String of(String documentType, String number) {
    String normalised =
        IdentityRules.numbered(documentType)
            ? IdentityNumber.parse(number).map(IdentityNumber::normalised).orElse(number)
            : number;
    return documentType + ":" + normalised;
  }
}
