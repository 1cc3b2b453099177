package hutong.certs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree (RFC 9162, 2.1, with SHA-256): one root over many leaves, and for each leaf a path
 * that proves it without the others. A path gives away the hashes beside it, so leaves that could
 * be guessed are salted by whoever makes them.
 */
public final class HashTree {

  /** As many as the leaves of a tree with 2^62 of them have. */
  private static final int LONGEST_PATH = 62;

  /** What the hash of a node is over. */
  static final int NODE_OCTETS = 1 + 2 * 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private HashTree() {}

  /** The hash of a leaf: SHA-256 of octet 0 and the data. */
  public static byte[] leaf(byte[]... data) {
    return Sha256.of(joined(LEAF, data));
  }

  /**
   * The root over hashes of leaves.
   *
   * @param leaves at least one
   */
  public static byte[] root(List<byte[]> leaves) {
    return grown(leaves).root();
  }

  /** From the leaf upwards: the hash beside each node on the way to the root. */
  public static List<byte[]> path(int index, List<byte[]> leaves) {
    return grown(leaves).path(index);
  }

  /** The whole tree, for who wants many paths of it. */
  static Grown grown(List<byte[]> leaves) {
    List<List<byte[]>> levels = new ArrayList<>();
    List<byte[]> level = leaves;
    levels.add(level);
    while (level.size() > 1) {
      level = above(level);
      levels.add(level);
    }
    return new Grown(levels);
  }

  /**
   * All hashes of a tree.
   *
   * @param levels from the leaves up to the root
   */
  record Grown(List<List<byte[]>> levels) {

    byte[] root() {
      return levels.get(levels.size() - 1).get(0);
    }

    List<byte[]> path(int index) {
      List<byte[]> path = new ArrayList<>(levels.size());
      int at = index;
      for (List<byte[]> level : levels) {
        int beside = at ^ 1;
        if (beside < level.size()) {
          path.add(level.get(beside));
        }
        at >>= 1;
      }
      return path;
    }
  }

  /**
   * Whether a path leads from a leaf's hash to a root (RFC 9162, 2.1.3.2).
   *
   * @param index of the leaf, from 0
   * @param size number of leaves
   */
  public static boolean proves(byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
    if (index < 0 || index >= size || path.size() > LONGEST_PATH) {
      return false;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leaf;
    for (byte[] beside : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = node(beside, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = node(hash, beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /** What is left over goes up as it is. */
  private static List<byte[]> above(List<byte[]> level) {
    List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
    for (int i = 0; i + 1 < level.size(); i += 2) {
      above.add(node(level.get(i), level.get(i + 1)));
    }
    if ((level.size() & 1) == 1) {
      above.add(level.get(level.size() - 1));
    }
    return above;
  }

  private static byte[] node(byte[] left, byte[] right) {
    return Sha256.of(joined(NODE, left, right));
  }

  private static byte[] joined(byte prefix, byte[]... parts) {
    int length = 1;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    all[0] = prefix;
    int at = 1;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
