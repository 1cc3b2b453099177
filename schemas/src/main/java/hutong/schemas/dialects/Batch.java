package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Keeps what the records of one document that is being written say alike, for it is said once. */
final class Batch {
  private final boolean many;
  private ObjectNode shared;

  Batch(boolean many) {
    this.many = many;
  }

  /** The first record's; empty before it. */
  ObjectNode shared() {
    return shared == null ? JsonNodeFactory.instance.objectNode() : shared;
  }

  boolean begun() {
    return shared != null;
  }

  /** The record without what it shares; the tree stays as it is. */
  ObjectNode own(ObjectNode tree) throws Unwritable {
    if (!many) {
      if (begun()) {
        throw TreeFaults.unwritable(
            "one-record",
            "该格式每个文件只能有一条记录,请分别写入文件。",
            "A document of this form holds one record: write each to its own.");
      }
      return tree;
    }
    ObjectNode batch = batchOf(tree);
    if (begun() && !batch.equals(shared)) {
      throw TreeFaults.unwritable(
          "batch-differs",
          "与同一文件中第一条记录的公共部分不同,请写入另一个文件。",
          "It differs from the first record in what the document says once: write it to another.");
    }
    ObjectNode own = tree.objectNode();
    own.setAll(tree);
    own.remove(Names.BATCH);
    return own;
  }

  /** Only once the record is sure to be written. */
  void begin(ObjectNode tree) {
    if (!begun()) {
      shared = many ? batchOf(tree).deepCopy() : tree.objectNode();
    }
  }

  private static ObjectNode batchOf(ObjectNode tree) {
    JsonNode batch = tree.get(Names.BATCH);
    return batch instanceof ObjectNode object ? object : tree.objectNode();
  }
}
