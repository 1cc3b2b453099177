package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** How documents of one kind are taken apart and put together: syntax, not meaning. */
interface PartnerFormat {

  /**
   * Begins to read.
   *
   * @throws RefusedInput if the document as a whole can't be read
   */
  RecordSource open(InputStream in) throws IOException, RefusedInput;

  RecordSink create(OutputStream out) throws IOException;

  /** Of what is written, with its charset. */
  String mediaType();

  /** Whether a document is a list of records, so that one document may carry many. */
  boolean many();

  /** Where a workbook's table stands; empty if documents are no workbooks. */
  default Optional<XlsxFormat.Options> workbook() {
    return Optional.empty();
  }

  /** Whether a document is read while it comes; else it is held whole. */
  default boolean streams() {
    return false;
  }

  /** Takes apart how a dialect names a place: {@code A/B} is B inside A. */
  default List<String> path(String written) {
    return List.of(written.split("/", -1));
  }
}
