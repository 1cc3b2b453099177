package hutong.gateway.demo;

import hutong.gateway.http.Posted;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import java.util.UUID;

/**
 * Posts a desk's records through the public API and notes what was taken over. Each post has an
 * idempotency key, so that a repeat after a fault of the transport is never a second record.
 */
final class Submitter {

  private final Desk desk;
  private final Line line;
  private final OwnForm form;
  private final Documents documents;
  private final SentBook book;

  Submitter(Desk desk, Line line, OwnForm form, Documents documents, SentBook book) {
    this.form = form;
    this.desk = desk;
    this.line = line;
    this.documents = documents;
    this.book = book;
  }

  /**
   * Throws {@link hutong.gateway.http.ApiFailure} if the node refuses it; then nothing is noted.
   */
  Posted post(Letter letter) {
    String key = desk.name() + ":" + letter.key();
    byte[] record = documents.writeRecord(letter.record(), Format.JSON);
    Posted posted =
        form.write(record)
            .map(document -> line.postIn(form.name(), document, key))
            .orElseGet(() -> line.post(record, "application/json", key));
    UUID id = posted.id();
    book.enter(
        new Sent(
            id, letter.type(), desk, letter.to(), letter.at(), letter.answers(), letter.fate(id)));
    return posted;
  }
}
