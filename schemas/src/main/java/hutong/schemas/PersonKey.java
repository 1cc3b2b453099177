package hutong.schemas;

import hutong.schemas.hx.ResidentRecord;

/** Names a person for a keyed index: document type and normalised number. Never log it. */
public final class PersonKey {
  private PersonKey() {}

  public static String of(ResidentRecord record) {
    throw new IllegalStateException("being written");
  }
}
