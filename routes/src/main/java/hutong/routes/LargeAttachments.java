package hutong.routes;

import hutong.routes.ledger.LargeAttachment;
import hutong.schemas.hx.Attachment;
import hutong.schemas.hx.ResidentRecord;
import java.util.ArrayList;
import java.util.List;

/** Finds the attachments of a record whose contents go apart. */
public final class LargeAttachments {

  private LargeAttachments() {}

  public static List<LargeAttachment> of(ResidentRecord record) {
    List<LargeAttachment> large = new ArrayList<>();
    List<Attachment> all = record.getAttachment();
    for (int i = 0; i < all.size(); i++) {
      Attachment one = all.get(i);
      if (one.getDigest() != null) {
        large.add(
            new LargeAttachment(
                i, one.getName(), one.getMediaType(), one.getSize(), one.getDigest(), 0));
      }
    }
    return large;
  }

  /** Where the digest of one stands in the record. */
  public static String pointer(int number) {
    return "/attachment/" + number + "/digest";
  }
}
