package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.Violation;
import java.util.List;

/**
 * One record as a partner wrote it, as a tree of names and texts.
 *
 * @param tree its fields: a text, an object of fields, or an array where something stands often
 * @param row line or place in the document, counted from 1
 * @param faults what is wrong with the way it is written; with a refusal the tree is only shown to
 *     its writer
 */
record PartnerRecord(ObjectNode tree, int row, List<Violation> faults) {

  PartnerRecord(ObjectNode tree, int row) {
    this(tree, row, List.of());
  }

  boolean refused() {
    return faults.stream().anyMatch(Violation::refuses);
  }
}
