package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashTreeTest {

  /** Leaves and roots of the test vectors of Certificate Transparency's own implementations. */
  private static final String[] LEAVES = {
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f"
  };

  private static final String[] ROOTS = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  };

  @Test
  void roots_are_those_of_certificate_transparency() {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < LEAVES.length; i++) {
      leaves.add(HashTree.leaf(HexFormat.of().parseHex(LEAVES[i])));
      assertThat(HexFormat.of().formatHex(HashTree.root(leaves))).isEqualTo(ROOTS[i]);
    }
  }

  @Test
  void every_leaf_of_every_small_tree_is_proved_by_its_path_and_no_other_is() {
    for (int size = 1; size <= 40; size++) {
      List<byte[]> leaves = leaves(size);
      byte[] root = HashTree.root(leaves);
      for (int i = 0; i < size; i++) {
        List<byte[]> path = HashTree.path(i, leaves);
        assertThat(HashTree.proves(leaves.get(i), i, size, path, root)).isTrue();
        for (int other = 0; other < size; other++) {
          assertThat(HashTree.proves(leaves.get(other), i, size, path, root)).isEqualTo(other == i);
        }
        assertThat(HashTree.proves(leaves.get(i), i, size, path, leaves.get(i)))
            .isEqualTo(size == 1);
      }
    }
  }

  @Test
  void a_path_that_was_changed_cut_or_lengthened_proves_nothing() {
    List<byte[]> leaves = leaves(21);
    byte[] root = HashTree.root(leaves);
    List<byte[]> path = HashTree.path(9, leaves);
    byte[] leaf = leaves.get(9);
    for (int i = 0; i < path.size(); i++) {
      List<byte[]> changed = new ArrayList<>(path);
      changed.set(i, leaf);
      assertThat(HashTree.proves(leaf, 9, 21, changed, root)).isFalse();
      assertThat(HashTree.proves(leaf, 9, 21, path.subList(0, i), root)).isFalse();
    }
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(leaf);
    assertThat(HashTree.proves(leaf, 9, 21, longer, root)).isFalse();
    assertThat(HashTree.proves(leaf, -1, 21, path, root)).isFalse();
    assertThat(HashTree.proves(leaf, 21, 21, path, root)).isFalse();
  }

  private static List<byte[]> leaves(int size) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(HashTree.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
    }
    return leaves;
  }
}
