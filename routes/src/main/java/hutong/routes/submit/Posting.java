package hutong.routes.submit;

import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.RefusedInput;
import hutong.schemas.dialects.Translated;
import hutong.schemas.hx.ResidentRecord;

/** What a local system posted, and how it becomes a record. */
public interface Posting {

  /**
   * A record, and where its fields came from.
   *
   * @param translated null if it was posted in our own form
   */
  record Read(ResidentRecord record, Translated translated) {}

  /** As it was posted, or another form that tells the same from other content. */
  byte[] body();

  /** Reads it; a refusal names the places where its poster finds them. */
  Read read(Documents documents) throws RefusedInput;

  /** In our own form, XML or JSON. */
  record Canonical(byte[] body, Format format) implements Posting {
    @Override
    public Read read(Documents documents) throws RefusedInput {
      return new Read(documents.readRecord(body, format), null);
    }
  }

  /** Already translated, one of many in a document. */
  record Row(byte[] body, Translated translated) implements Posting {
    @Override
    public Read read(Documents documents) throws RefusedInput {
      return Posting.read(translated, documents);
    }
  }

  /** Makes a record of what a dialect read. */
  static Read read(Translated translated, Documents documents) throws RefusedInput {
    if (translated.refused()) {
      throw new RefusedInput(translated.found());
    }
    try {
      return new Read(documents.readRecord(translated.record()), translated);
    } catch (RefusedInput refused) {
      throw new RefusedInput(translated.located(refused.violations()));
    }
  }
}
