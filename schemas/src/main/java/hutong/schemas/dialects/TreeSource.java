package hutong.schemas.dialects;

import java.util.Iterator;
import java.util.List;

/** Hands out the records of a document that was read as a whole. */
final class TreeSource implements RecordSource {
  private final Iterator<PartnerRecord> records;

  TreeSource(List<PartnerRecord> records) {
    this.records = records.iterator();
  }

  @Override
  public PartnerRecord next() {
    return records.hasNext() ? records.next() : null;
  }
}
