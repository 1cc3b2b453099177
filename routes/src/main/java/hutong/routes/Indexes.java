package hutong.routes;

import hutong.certs.KeyedIndex;
import hutong.schemas.PersonKey;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Source;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds equal things in the ledger without keeping them readable there. */
public final class Indexes {

  /** Half of it tells people apart as well, and there is one for each record. */
  private static final int SUBJECT_BYTES = 16;

  private final KeyedIndex keyed;

  public Indexes(KeyedIndex keyed) {
    this.keyed = keyed;
  }

  public byte[] source(String system, String key) {
    return keyed.of("source", system + '\n' + key);
  }

  byte[] source(Source source) {
    return source(source.getSystem(), source.getKey());
  }

  public byte[] source(ResidentRecord record) {
    return source(record.getSource());
  }

  /** The person, as seen by one recipient: two recipients' streams can't be told to be one. */
  public byte[] person(String recipient, ResidentRecord record) {
    return keyed.of("person", recipient + '\n' + PersonKey.of(record));
  }

  /**
   * The person, whoever the recipient is: finds all that was exchanged about them. Null for a
   * record that names none.
   */
  public byte[] subject(ResidentRecord record) {
    return record.getSubject() == null ? null : subject(PersonKey.of(record));
  }

  /**
   * The same.
   *
   * @param personKey of {@link PersonKey}
   */
  public byte[] subject(String personKey) {
    return Arrays.copyOf(keyed.of("subject", personKey), SUBJECT_BYTES);
  }

  /** What a reply says: tells copies apart from answers. */
  byte[] substance(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return Arrays.copyOf(keyed.of("substance", text), SUBJECT_BYTES);
  }

  public byte[] content(byte[] bytes) {
    return keyed.of("content", new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
