package hutong.certs;

import static hutong.certs.SuitesTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One signature over many documents, each of which stands alone. */
final class TreeTest {

  private static final Map<String, Pair> PAIRS = new ConcurrentHashMap<>();

  private static Pair pair(String suite) {
    return PAIRS.computeIfAbsent(suite, Pair::of);
  }

  private static List<byte[]> documents(int count) {
    List<byte[]> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(("<exchange>synthetic " + i + "</exchange>").getBytes(StandardCharsets.UTF_8));
    }
    return documents;
  }

  private static List<Signed> tree(Pair pair, int size) {
    return pair.sealer().signAll(documents(size), ContentKind.EXCHANGE, World.RECIPIENT);
  }

  private static LeafFrame leaf(List<Signed> tree, int index) throws Untrusted {
    return LeafFrame.read(tree.get(index).bytes());
  }

  private static byte[] headed(Pair pair, String content, byte[] type) throws Untrusted {
    Credential key = pair.senderKeys.signing().get(0);
    return new SignedData(new Intl(), List.of(key))
        .of(content.getBytes(StandardCharsets.US_ASCII), type, World.NOW, new Operations())
        .bytes();
  }

  private static byte[] under(LeafFrame leaf, byte[] head) {
    return new LeafFrame(leaf.content(), leaf.salt(), leaf.index(), leaf.path(), head).write();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTL", "SM", "PQ"})
  void each_of_a_tree_of_any_size_verifies_alone(String suite) throws Untrusted {
    Pair pair = pair(suite);
    for (int size = 1; size <= 130; size++) {
      List<byte[]> documents = documents(size);
      Operations operations = new Operations();
      Sealer sealer =
          new Sealer(pair.senderKeys, () -> pair.directory, pair.suites, World.CLOCK, operations);
      List<Signed> tree = sealer.signAll(documents, ContentKind.EXCHANGE, World.RECIPIENT);
      assertThat(operations.count(Operation.SIGN).calls()).isEqualTo(1);
      Opener opener =
          new Opener(
              pair.recipientKeys, () -> pair.directory, pair.suites, World.CLOCK, operations);
      for (int i = size - 1; i >= 0; i--) {
        Signed signed = tree.get(i);
        Opened opened = opener.verify(signed.bytes(), ContentKind.EXCHANGE);
        assertThat(opened.content()).isEqualTo(documents.get(i));
        assertThat(opened.signedData()).isEqualTo(signed.bytes());
        assertThat(opened.signer().id()).isEqualTo(World.SENDER);
        assertThat(opened.signedAt()).isEqualTo(World.NOW);
        assertThat(opened.suite()).isEqualTo(suite).isEqualTo(signed.suite());
        assertThat(opened.digest())
            .isEqualTo(signed.digest())
            .isEqualTo(pair.suites.byId(suite).digest(documents.get(i), new Operations()));
        assertThat(Opener.contentOfOwnStored(signed.bytes())).isEqualTo(documents.get(i));
        assertThat(sealer.isRead(signed.bytes(), World.RECIPIENT)).isTrue();
      }
      assertThat(operations.count(Operation.VERIFY).calls()).isEqualTo(1);
      assertThat(operations.count(Operation.VERIFY_LATTICE).calls())
          .isEqualTo(suite.equals("PQ") ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTL", "SM", "PQ"})
  void each_in_an_envelope_of_its_own_opens_in_any_order_beside_single_ones(String suite)
      throws Untrusted {
    Pair pair = pair(suite);
    List<byte[]> signed = new ArrayList<>();
    signed.add(pair.signed(ContentKind.EXCHANGE));
    tree(pair, 5).forEach(each -> signed.add(each.bytes()));
    signed.add(2, pair.signed(ContentKind.EXCHANGE));
    tree(pair, 2).forEach(each -> signed.add(3, each.bytes()));
    List<byte[]> sealed = pair.sealer().sealAll(signed, pair.recipient());
    Operations operations = new Operations();
    Opener opener =
        new Opener(pair.recipientKeys, () -> pair.directory, pair.suites, World.CLOCK, operations);
    for (int i = sealed.size() - 1; i >= 0; i--) {
      assertThat(opener.open(sealed.get(i)).signedData()).isEqualTo(signed.get(i));
    }
    assertThat(operations.count(Operation.VERIFY).calls()).isEqualTo(4);
    long agreed =
        operations.count(Operation.AGREE).calls() + operations.count(Operation.DECAPSULATE).calls();
    assertThat(agreed).isEqualTo(Map.of("INTL", 1L, "PQ", 2L).getOrDefault(suite, agreed));
  }

  @Test
  void one_document_is_signed_by_itself_and_so_is_each_where_nobody_wants_trees() throws Untrusted {
    Pair pair = pair("INTL");
    assertThat(LeafFrame.looksLike(tree(pair, 1).get(0).bytes())).isFalse();
    assertThat(LeafFrame.looksLike(tree(pair, 2).get(0).bytes())).isTrue();
    assertThat(tree(pair, 0)).isEmpty();
    Sealer each =
        new Sealer(
            pair.senderKeys,
            () -> pair.directory,
            pair.suites,
            World.CLOCK,
            new Operations(),
            false);
    for (Signed signed : each.signAll(documents(3), ContentKind.EXCHANGE, World.RECIPIENT)) {
      assertThat(LeafFrame.looksLike(signed.bytes())).isFalse();
      assertThat(pair.opener().verify(signed.bytes(), ContentKind.EXCHANGE).digest())
          .isEqualTo(signed.digest());
    }
  }

  @Test
  void more_than_the_largest_tree_has_are_more_trees() throws Untrusted {
    Pair pair = pair("INTL");
    Operations operations = new Operations();
    List<Signed> signed =
        new Sealer(pair.senderKeys, () -> pair.directory, pair.suites, World.CLOCK, operations)
            .signAll(documents(TreeHead.MOST + 1), ContentKind.RECEIPT, World.RECIPIENT);
    assertThat(operations.count(Operation.SIGN).calls()).isEqualTo(2);
    assertThat(LeafFrame.looksLike(signed.get(TreeHead.MOST).bytes())).isFalse();
    Opener opener = pair.opener();
    for (int at : List.of(0, 127, 128, 255, 256, 4095, 4096)) {
      assertThat(opener.verify(signed.get(at).bytes(), ContentKind.RECEIPT).digest())
          .isEqualTo(signed.get(at).digest());
    }
  }

  @ParameterizedTest
  @EnumSource(ContentKind.class)
  void only_what_goes_in_numbers_is_signed_as_a_tree(ContentKind kind) throws Untrusted {
    Pair pair = pair("INTL");
    List<Signed> signed = pair.sealer().answerAll(documents(3), kind, World.RECIPIENT);
    boolean tree = LeafFrame.looksLike(signed.get(1).bytes());
    assertThat(tree).isEqualTo(TreeHead.KINDS.contains(kind));
    assertThat(pair.opener().verify(signed.get(1).bytes(), kind).kind()).isEqualTo(kind);
    ContentKind another = kind == ContentKind.RECEIPT ? ContentKind.EXCHANGE : ContentKind.RECEIPT;
    refused(Fault.WRONG_KIND, () -> pair.opener().verify(signed.get(1).bytes(), another));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTL", "SM", "PQ"})
  void a_leaf_is_where_it_is_and_nowhere_else(String suite) throws Untrusted {
    Pair pair = pair(suite);
    Opener opener = pair.opener();
    for (int size : List.of(2, 3, 5, 8, 13)) {
      List<Signed> tree = tree(pair, size);
      byte[] otherHead = leaf(tree(pair, size), 0).head();
      byte[] largerHead = leaf(tree(pair, size + 1), 0).head();
      for (int at = 0; at < size; at++) {
        LeafFrame leaf = leaf(tree, at);
        for (int index = 0; index < size + 2; index++) {
          LeafFrame moved =
              new LeafFrame(leaf.content(), leaf.salt(), index, leaf.path(), leaf.head());
          if (index != at) {
            refused(
                Fault.SIGNATURE_INVALID, () -> opener.verify(moved.write(), ContentKind.EXCHANGE));
          }
          LeafFrame other = leaf(tree, index % size);
          if (index % size != at) {
            swapped(
                opener, new LeafFrame(other.content(), leaf.salt(), at, leaf.path(), leaf.head()));
            swapped(
                opener, new LeafFrame(leaf.content(), other.salt(), at, leaf.path(), leaf.head()));
            swapped(
                opener, new LeafFrame(leaf.content(), leaf.salt(), at, other.path(), leaf.head()));
          }
        }
        swapped(opener, new LeafFrame(leaf.content(), leaf.salt(), at, leaf.path(), otherHead));
        swapped(opener, new LeafFrame(leaf.content(), leaf.salt(), at, leaf.path(), largerHead));
        List<byte[]> longer = new ArrayList<>(leaf.path());
        longer.add(new byte[32]);
        swapped(opener, new LeafFrame(leaf.content(), leaf.salt(), at, longer, leaf.head()));
      }
    }
  }

  private static void swapped(Opener opener, LeafFrame leaf) {
    refused(Fault.SIGNATURE_INVALID, () -> opener.verify(leaf.write(), ContentKind.EXCHANGE));
  }

  @Test
  void what_is_inside_the_tree_is_no_leaf() throws Untrusted {
    Pair pair = pair("INTL");
    List<Signed> tree = tree(pair, 4);
    LeafFrame first = leaf(tree, 0);
    LeafFrame second = leaf(tree, 1);
    byte[] left = LeafFrame.hash(first.salt(), tree.get(0).digest(), new Operations());
    byte[] right = LeafFrame.hash(second.salt(), tree.get(1).digest(), new Operations());
    List<byte[]> above = first.path().subList(1, 2);
    String root = TreeHead.read(SignedFrame.read(first.head()).content()).root();
    byte[] signed = HexFormat.of().parseHex(root);
    byte[] node = HashTree.root(List.of(left, right));
    assertThat(HashTree.proves(node, 0, 2, above, signed)).isTrue();
    assertThat(HashTree.proves(node, 0, 4, above, signed)).isFalse();
    // A node is the hash of 65 octets that begin with 1, a leaf of others that begin with 0.
    assertThat(HashTree.proves(HashTree.leaf(left, right), 0, 2, above, signed)).isFalse();
    swapped(pair.opener(), new LeafFrame(first.content(), first.salt(), 0, above, first.head()));
  }

  @Test
  void a_head_is_no_document_and_a_document_no_head() throws Untrusted {
    Pair pair = pair("INTL");
    LeafFrame leaf = leaf(tree(pair, 3), 1);
    Opener opener = pair.opener();
    for (ContentKind kind : ContentKind.values()) {
      refused(Fault.WRONG_KIND, () -> opener.verify(leaf.head(), kind));
    }
    refused(Fault.WRONG_KIND, () -> opener.openReceipt(leaf.head()));
    byte[] document = pair.signed(ContentKind.EXCHANGE);
    refused(Fault.WRONG_KIND, () -> opener.verify(under(leaf, document), ContentKind.EXCHANGE));
    byte[] nested = under(leaf, leaf.write());
    refused(Fault.MALFORMED, () -> opener.verify(nested, ContentKind.EXCHANGE));
    byte[] says = SignedFrame.read(leaf.head()).content();
    byte[] relabelled = headed(pair, new String(says, StandardCharsets.US_ASCII), Oids.EXCHANGE);
    refused(Fault.WRONG_KIND, () -> opener.verify(under(leaf, relabelled), ContentKind.EXCHANGE));
  }

  @Test
  void a_head_that_was_soundly_signed_but_says_something_else_is_refused() throws Untrusted {
    Pair pair = pair("INTL");
    LeafFrame leaf = leaf(tree(pair, 3), 1);
    String says = new String(SignedFrame.read(leaf.head()).content(), StandardCharsets.US_ASCII);
    Opener opener = pair.opener();
    Map<UnaryOperator<String>, Fault> others =
        Map.ofEntries(
            Map.entry(text -> text, Fault.WRONG_KIND),
            Map.entry(text -> text.replace("tree-1", "tree-2"), Fault.MALFORMED),
            Map.entry(text -> text.replace("size 3", "size 03"), Fault.MALFORMED),
            Map.entry(text -> text.replace("size 3", "size +3"), Fault.MALFORMED),
            Map.entry(text -> text.replace("size 3", "size 1"), Fault.MALFORMED),
            Map.entry(text -> text.replace("size 3", "size 4097"), Fault.MALFORMED),
            Map.entry(text -> text.replace("size 3", "size 99999999999"), Fault.MALFORMED),
            Map.entry(text -> text.replace("size 3", "size 5"), Fault.SIGNATURE_INVALID),
            Map.entry(text -> text.replace("root ", "root 0"), Fault.MALFORMED),
            Map.entry(text -> text.replace("root ", "root"), Fault.MALFORMED),
            Map.entry(text -> text.replace("\n", "\r\n"), Fault.MALFORMED),
            Map.entry(text -> text + "more\n", Fault.MALFORMED),
            Map.entry(text -> text + "x".repeat(400), Fault.MALFORMED),
            Map.entry(text -> text.replace(".1\nsize", ".5\nsize"), Fault.WRONG_KIND),
            Map.entry(text -> text.replace(".1\nsize", ".11\nsize"), Fault.WRONG_KIND),
            Map.entry(text -> text.replace(".1\nsize", ".2\nsize"), Fault.WRONG_KIND));
    for (Map.Entry<UnaryOperator<String>, Fault> other : others.entrySet()) {
      String changed = other.getKey().apply(says);
      byte[] signed = under(leaf, headed(pair, changed, Oids.TREE_HEAD));
      if (changed.equals(says)) {
        assertThat(opener.verify(signed, ContentKind.EXCHANGE).content()).isEqualTo(leaf.content());
      } else {
        refused(other.getValue(), () -> opener.verify(signed, ContentKind.EXCHANGE));
      }
    }
  }

  @Test
  void one_document_has_one_form() throws Untrusted {
    LeafFrame leaf = leaf(tree(pair("INTL"), 130), 129);
    assertThat(LeafFrame.read(leaf.write()).index()).isEqualTo(129);
    for (LeafFrame other :
        List.of(
            new LeafFrame(leaf.content(), new byte[15], 129, leaf.path(), leaf.head()),
            new LeafFrame(leaf.content(), new byte[17], 129, leaf.path(), leaf.head()),
            new LeafFrame(leaf.content(), leaf.salt(), 4096, leaf.path(), leaf.head()),
            new LeafFrame(leaf.content(), leaf.salt(), -1, leaf.path(), leaf.head()),
            new LeafFrame(leaf.content(), leaf.salt(), 129, List.of(), leaf.head()),
            new LeafFrame(leaf.content(), leaf.salt(), 1, List.of(new byte[31]), leaf.head()),
            new LeafFrame(
                leaf.content(), leaf.salt(), 1, List.of(new byte[13 * 32]), leaf.head()))) {
      refused(Fault.MALFORMED, () -> LeafFrame.read(other.write()));
    }
  }

  @Test
  void of_a_head_seen_before_all_is_asked_anew_but_its_signature() throws Untrusted {
    Pair pair = Pair.of(List.of("INTL", "SM"), "INTL", List.of("INTL"), "INTL");
    List<Signed> tree = tree(pair, 3);
    AtomicReference<Directory> now = new AtomicReference<>(pair.directory);
    AtomicReference<Clock> clock = new AtomicReference<>(World.CLOCK);
    Operations operations = new Operations();
    Opener opener =
        new Opener(pair.recipientKeys, now::get, pair.suites, moving(clock), operations);
    byte[] one = tree.get(0).bytes();
    opener.verify(tree.get(1).bytes(), ContentKind.EXCHANGE);
    Member recipient = pair.recipient();
    NodeKeys stranger = pair.authority.issue(World.SENDER, List.of());
    now.set(pair.directory(List.of(Pair.member(stranger, "36"), recipient)));
    refused(Fault.SIGNER_UNKNOWN, () -> opener.verify(one, ContentKind.EXCHANGE));
    Member sender = pair.directory.member(World.SENDER).orElseThrow();
    now.set(pair.directory(List.of(sender, recipient.withSuites(List.of("SM"), "SM"))));
    refused(Fault.SUITE_NOT_ALLOWED, () -> opener.verify(one, ContentKind.EXCHANGE));
    now.set(pair.directory);
    clock.set(Clock.fixed(World.NOW.plusSeconds(1_000_001), ZoneOffset.UTC));
    refused(Fault.SIGNER_EXPIRED, () -> opener.verify(one, ContentKind.EXCHANGE));
    clock.set(Clock.fixed(World.NOW.minus(Duration.ofDays(30)), ZoneOffset.UTC));
    refused(Fault.SIGNER_EXPIRED, () -> opener.verify(one, ContentKind.EXCHANGE));
    clock.set(World.CLOCK);
    assertThat(operations.count(Operation.VERIFY).calls()).isEqualTo(1);
    assertThat(opener.verify(one, ContentKind.EXCHANGE).content()).isEqualTo(documents(1).get(0));
  }

  private static Clock moving(AtomicReference<Clock> clock) {
    return new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public java.time.Instant instant() {
        return clock.get().instant();
      }
    };
  }

  @Test
  void a_revoked_signer_is_refused_though_its_head_was_seen() throws Exception {
    World world = World.fresh();
    List<Signed> tree = world.sealer().signAll(documents(2), ContentKind.EXCHANGE, World.RECIPIENT);
    AtomicReference<Directory> now = new AtomicReference<>(world.directory);
    Opener opener =
        new Opener(world.recipientKeys, now::get, world.suites, World.CLOCK, world.operations);
    opener.verify(tree.get(0).bytes(), ContentKind.EXCHANGE);
    now.set(
        Directory.verify(
            world.authority.signDirectory(
                new DirectoryContent(
                        2,
                        World.NOW.minus(Duration.ofDays(1)),
                        World.NOW.plus(Duration.ofDays(30)),
                        world.members())
                    .with(
                        List.of(
                            Revocation.of(
                                world.senderKeys.signingCertificate(),
                                World.NOW,
                                RevocationReason.KEY_COMPROMISE,
                                null)))),
            world.authority.root(),
            World.CLOCK,
            world.suites));
    refused(Fault.SIGNER_REVOKED, () -> opener.verify(tree.get(1).bytes(), ContentKind.EXCHANGE));
  }

  @Test
  void what_did_not_hold_is_not_remembered_and_little_is_of_what_did() throws Untrusted {
    Pair pair = pair("INTL");
    Operations operations = new Operations();
    Opener opener =
        new Opener(pair.recipientKeys, () -> pair.directory, pair.suites, World.CLOCK, operations);
    List<Signed> tree = tree(pair, 2);
    LeafFrame leaf = leaf(tree, 0);
    byte[] head = leaf.head().clone();
    head[head.length - 1] ^= 1;
    for (int i = 1; i <= 3; i++) {
      refused(
          Fault.SIGNATURE_INVALID, () -> opener.verify(under(leaf, head), ContentKind.EXCHANGE));
      assertThat(operations.count(Operation.VERIFY).calls()).isEqualTo(i);
    }
    opener.verify(tree.get(0).bytes(), ContentKind.EXCHANGE);
    opener.verify(tree.get(1).bytes(), ContentKind.EXCHANGE);
    assertThat(operations.count(Operation.VERIFY).calls()).isEqualTo(4);
    for (int i = 0; i < 64; i++) {
      opener.verify(tree(pair, 2).get(0).bytes(), ContentKind.EXCHANGE);
    }
    opener.verify(tree.get(0).bytes(), ContentKind.EXCHANGE);
    assertThat(operations.count(Operation.VERIFY).calls()).isEqualTo(69);
  }

  @Test
  void it_is_judged_later_as_any_document() throws Exception {
    World world = World.fresh();
    List<Signed> tree = world.sealer().signAll(documents(5), ContentKind.EXCHANGE, World.RECIPIENT);
    PastDirectories past = PastDirectories.of(List.of(world.directory), world.suites);
    for (Signed each : tree) {
      assertThat(past.verify(each.bytes(), ContentKind.EXCHANGE, World.NOW).digest())
          .isEqualTo(each.digest());
      assertThat(PastDirectories.claimedTime(each.bytes())).isEqualTo(World.NOW);
      refused(Fault.WRONG_KIND, () -> past.verify(each.bytes(), ContentKind.RECEIPT, World.NOW));
    }
    LeafFrame leaf = leaf(tree, 0);
    byte[] moved = new LeafFrame(leaf.content(), leaf.salt(), 1, leaf.path(), leaf.head()).write();
    refused(Fault.SIGNATURE_INVALID, () -> past.verify(moved, ContentKind.EXCHANGE, World.NOW));
  }
}
