package hutong.certs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes and reads a document that is signed together with others: a ContentInfo of its own type
 * with the document, its place in the tree, and the tree's head. Reading verifies nothing.
 *
 * @param salt without which a leaf beside it could be guessed from a path
 * @param index of its leaf, from 0
 * @param path from the leaf upwards
 * @param head SignedData of a {@link TreeHead}
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record LeafFrame(byte[] content, byte[] salt, int index, List<byte[]> path, byte[] head) {

  static final int SALT = 16;

  private static final int HASH = 32;

  /** What a leaf of the largest tree has. */
  private static final int LONGEST_PATH =
      Integer.SIZE - Integer.numberOfLeadingZeros(TreeHead.MOST - 1);

  byte[] write() {
    return Der.write(
        Der.SEQUENCE,
        Oids.LEAF,
        Der.write(
            Der.context(0),
            Der.write(
                Der.SEQUENCE,
                Der.write(Der.OCTET_STRING, content),
                Der.write(Der.OCTET_STRING, salt),
                number(index),
                Der.write(Der.OCTET_STRING, path.toArray(byte[][]::new)),
                head)));
  }

  /** Whether the bytes call themselves so; nothing else of them is looked at. */
  static boolean looksLike(byte[] bytes) throws Untrusted {
    return Arrays.equals(Der.of(bytes).enter(Der.SEQUENCE).element(Der.OID), Oids.LEAF);
  }

  static LeafFrame read(byte[] bytes) throws Untrusted {
    Der leaf = leaf(bytes);
    final byte[] content = leaf.value(Der.OCTET_STRING);
    final byte[] salt = leaf.value(Der.OCTET_STRING);
    final int index = number(leaf.value(Der.INTEGER));
    final byte[] hashes = leaf.value(Der.OCTET_STRING);
    final byte[] head = leaf.element(Der.SEQUENCE);
    leaf.end();
    if (salt.length != SALT
        || hashes.length % HASH != 0
        || hashes.length == 0
        || hashes.length > LONGEST_PATH * HASH) {
      throw Untrusted.malformed("the salt or the path of a leaf");
    }
    List<byte[]> path = new ArrayList<>(hashes.length / HASH);
    for (int at = 0; at < hashes.length; at += HASH) {
      path.add(Arrays.copyOfRange(hashes, at, at + HASH));
    }
    return new LeafFrame(content, salt, index, path, head);
  }

  /** The content alone. */
  static byte[] contentOf(byte[] bytes) throws Untrusted {
    return leaf(bytes).value(Der.OCTET_STRING);
  }

  private static Der leaf(byte[] bytes) throws Untrusted {
    Der all = Der.of(bytes);
    Der contentInfo = all.enter(Der.SEQUENCE);
    all.end();
    contentInfo.expect(Oids.LEAF, "the type of a document under a tree head");
    Der explicit = contentInfo.enter(Der.context(0));
    contentInfo.end();
    Der leaf = explicit.enter(Der.SEQUENCE);
    explicit.end();
    return leaf;
  }

  private static byte[] number(int index) {
    return index < 0x80
        ? Der.write(Der.INTEGER, new byte[] {(byte) index})
        : Der.write(Der.INTEGER, new byte[] {(byte) (index >> 8), (byte) index});
  }

  private static int number(byte[] octets) throws Untrusted {
    if (octets.length == 1 && octets[0] >= 0) {
      return octets[0];
    }
    int index = octets.length == 2 ? octets[0] << 8 | (octets[1] & 0xff) : -1;
    if (index < 0x80 || index >= TreeHead.MOST) {
      throw Untrusted.malformed("the index of a leaf");
    }
    return index;
  }

  /** The hash of the leaf that a document is, by the digest that is its identity. */
  static byte[] hash(byte[] salt, Digest digest, Operations operations) {
    byte[] identity = digest.value();
    operations.count(Operation.DIGEST, 1L + SALT + identity.length);
    return HashTree.leaf(salt, identity);
  }

  /** Whether a document of this digest is in the tree, at just this place. */
  boolean isUnder(TreeHead root, Digest digest, Operations operations) {
    byte[] hash = hash(salt, digest, operations);
    path.forEach(each -> operations.count(Operation.DIGEST, HashTree.NODE_OCTETS));
    return HashTree.proves(hash, index, root.size(), path, HexFormat.of().parseHex(root.root()));
  }
}
