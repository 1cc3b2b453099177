package hutong.certs;

import java.util.ArrayList;
import java.util.List;

/**
 * Something sound that travels between members, and how whoever gets it looks at it.
 *
 * @param name kind and suite
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record Sound(String name, byte[] bytes, Look look) {

  /** Throws what it is refused with. */
  interface Look {
    void at(byte[] bytes) throws Untrusted;
  }

  /** One of each that can be sent in this suite; signed ones of these kinds. */
  static List<Sound> of(String suite, List<ContentKind> kinds) {
    Pair pair = Pair.of(suite);
    Opener opener = pair.opener();
    List<Sound> all = new ArrayList<>();
    for (ContentKind kind : kinds) {
      all.add(
          new Sound(
              "signed " + kind + " " + suite,
              pair.signed(kind),
              bytes -> opener.verify(bytes, kind)));
    }
    byte[] exchange = pair.signed(ContentKind.EXCHANGE);
    byte[] leaf = ofTree(pair);
    all.add(
        new Sound("of a tree " + suite, leaf, bytes -> opener.verify(bytes, ContentKind.EXCHANGE)));
    byte[] receipt = pair.signed(ContentKind.RECEIPT);
    Member to = pair.recipient();
    all.add(new Sound("envelope " + suite, pair.sealer().seal(exchange, to), opener::open));
    all.add(
        new Sound(
            "envelope of a group " + suite,
            pair.sealer().sealAll(List.of(exchange, receipt), to).get(1),
            opener::open));
    all.add(
        new Sound("sealed RECEIPT " + suite, pair.sealer().seal(receipt, to), opener::openReceipt));
    all.add(
        new Sound(
            "directory " + suite,
            pair.directory.signed(),
            bytes -> Directory.verify(bytes, pair.authority.root(), World.CLOCK, pair.suites)));
    return all;
  }

  /** The second of three. */
  private static byte[] ofTree(Pair pair) {
    List<byte[]> documents = List.of(Forgery.CONTENT, Forgery.CONTENT, Forgery.CONTENT);
    return pair.sealer().signAll(documents, ContentKind.EXCHANGE, World.RECIPIENT).get(1).bytes();
  }

  @Override
  public String toString() {
    return name;
  }
}
