package hutong.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the vectors of what is signed as a tree: good ones, and bad ones under the fault that each
 * is refused with, by the keys that are there. Run once, by hand, with {@code src/test/resources}
 * as its argument; the files are committed.
 */
final class TreeVectors {

  private static final int SIZE = 3;

  private final Path folder;
  private final Sealer sealer;
  private final Suite suite;
  private final NodeKeys keys;

  private TreeVectors(Path folder, Sealer sealer, Suite suite, NodeKeys keys) {
    this.folder = folder;
    this.sealer = sealer;
    this.suite = suite;
    this.keys = keys;
  }

  public static void main(String[] arguments) throws Exception {
    Path resources = Path.of(arguments[0]);
    World world = World.stored(resources.resolve("world"));
    new TreeVectors(resources, world.sealer(), new Intl(), world.senderKeys).make();
    for (String id : List.of("SM", "PQ")) {
      Path folder = resources.resolve("suites").resolve(id);
      Pair pair = Pair.stored(folder, id);
      new TreeVectors(folder, pair.sealer(), pair.suites.byId(id), pair.senderKeys).make();
    }
  }

  private void make() throws Exception {
    List<LeafFrame> leaves = tree(ContentKind.EXCHANGE, SIZE);
    Path good = folder.resolve("good");
    for (int i = 0; i < SIZE; i++) {
      Files.write(good.resolve("tree-" + i + ".cms"), leaves.get(i).write());
    }
    LeafFrame receipt = tree(ContentKind.RECEIPT, SIZE).get(0);
    Files.write(good.resolve("tree-receipt.cms"), receipt.write());
    LeafFrame one = leaves.get(1);
    LeafFrame other = leaves.get(2);
    byte[] head = one.head();
    byte[] salt = other.salt();
    invalid("of-another-place", new LeafFrame(one.content(), one.salt(), 0, one.path(), head));
    invalid("outside-the-tree", new LeafFrame(one.content(), one.salt(), 3, one.path(), head));
    invalid("of-another-path", new LeafFrame(one.content(), one.salt(), 1, other.path(), head));
    invalid("of-another-salt", new LeafFrame(one.content(), salt, 1, one.path(), head));
    invalid("of-another-content", new LeafFrame(new byte[1], one.salt(), 1, one.path(), head));
    byte[] anothers = tree(ContentKind.EXCHANGE, SIZE).get(1).head();
    invalid("of-another-tree", new LeafFrame(one.content(), one.salt(), 1, one.path(), anothers));
    byte[] changed = head.clone();
    changed[changed.length - 1] ^= 1;
    invalid("changed-head", new LeafFrame(one.content(), one.salt(), 1, one.path(), changed));
    write(
        Fault.MALFORMED,
        "salt-too-short",
        new LeafFrame(one.content(), new byte[15], 1, one.path(), head).write());
    write(Fault.MALFORMED, "under-a-leaf", under(one, one.write()));
    write(Fault.WRONG_KIND, "receipt", receipt.write());
    write(Fault.WRONG_KIND, "head-alone", head);
    byte[] document = sealer.sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    write(Fault.WRONG_KIND, "under-a-document", under(one, document));
    String says = new String(SignedFrame.read(head).content(), StandardCharsets.US_ASCII);
    write(Fault.MALFORMED, "of-one", under(one, signed(says.replace("size 3", "size 1"))));
    write(
        Fault.WRONG_KIND, "of-controls", under(one, signed(says.replace(".1\nsize", ".5\nsize"))));
    write(
        Fault.SIGNATURE_INVALID,
        "of-another-size",
        under(one, signed(says.replace("size 3", "size 5"))));
  }

  private List<LeafFrame> tree(ContentKind kind, int size) throws Untrusted {
    List<byte[]> documents = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      documents.add(Forgery.CONTENT);
    }
    List<LeafFrame> leaves = new ArrayList<>();
    for (Signed each : sealer.signAll(documents, kind, World.RECIPIENT)) {
      leaves.add(LeafFrame.read(each.bytes()));
    }
    return leaves;
  }

  private byte[] signed(String head) {
    return new SignedData(suite, Related.groups(keys.signing(), Credential::certificate).get(0))
        .of(head.getBytes(StandardCharsets.US_ASCII), Oids.TREE_HEAD, World.NOW, new Operations())
        .bytes();
  }

  private static byte[] under(LeafFrame leaf, byte[] head) {
    return new LeafFrame(leaf.content(), leaf.salt(), leaf.index(), leaf.path(), head).write();
  }

  private void invalid(String name, LeafFrame leaf) throws IOException {
    write(Fault.SIGNATURE_INVALID, name, leaf.write());
  }

  private void write(Fault fault, String name, byte[] bytes) throws IOException {
    Path bad = Files.createDirectories(folder.resolve("bad").resolve(fault.name()));
    Files.write(bad.resolve("tree-" + name + ".cms"), bytes);
  }
}
