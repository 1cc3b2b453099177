package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every suite has to do, done by each. */
final class SuitesTest {

  private static final Map<String, Pair> PAIRS = new ConcurrentHashMap<>();

  @TempDir Path folder;

  private static Pair pair(String suite) {
    return PAIRS.computeIfAbsent(suite, Pair::of);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTL", "SM", "PQ"})
  void what_is_sealed_opens_to_the_same_octets_at_every_size(String suite) throws Untrusted {
    Pair pair = pair(suite);
    Random random = new Random(0);
    for (int size : List.of(0, 1, 127, 128, 2048, 65_536, 400_000)) {
      byte[] document = new byte[size];
      random.nextBytes(document);
      for (ContentKind kind :
          size == 128 ? ContentKind.values() : new ContentKind[] {ContentKind.EXCHANGE}) {
        Signed signed = pair.sealer().sign(document, kind, World.RECIPIENT);
        Opened opened =
            pair.opener().open(pair.sealer().seal(signed.bytes(), pair.recipient()), kind);
        assertThat(opened.content()).isEqualTo(document);
        assertThat(opened.signedData()).isEqualTo(signed.bytes());
        assertThat(opened.suite()).isEqualTo(suite).isEqualTo(signed.suite());
        assertThat(opened.digest()).isEqualTo(signed.digest());
        assertThat(Opener.contentOfOwnStored(signed.bytes())).isEqualTo(document);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTL", "SM", "PQ"})
  void each_envelope_of_a_group_stands_alone(String suite) throws Untrusted {
    Pair pair = pair(suite);
    List<byte[]> signed =
        List.of(
            pair.signed(ContentKind.EXCHANGE),
            pair.signed(ContentKind.PIECE),
            pair.signed(ContentKind.REOFFER));
    List<byte[]> sealed = pair.sealer().sealAll(signed, pair.recipient());
    for (int i = 2; i >= 0; i--) {
      assertThat(pair.opener().open(sealed.get(i)).signedData()).isEqualTo(signed.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTL", "SM", "PQ"})
  void a_receipt_comes_bare_or_sealed(String suite) throws Untrusted {
    Pair pair = pair(suite);
    byte[] signed = pair.signed(ContentKind.RECEIPT);
    assertThat(pair.opener().openReceipt(signed).suite()).isEqualTo(suite);
    assertThat(pair.opener().openReceipt(pair.sealer().seal(signed, pair.recipient())).signedData())
        .isEqualTo(signed);
  }

  @ParameterizedTest
  @CsvSource({"SM,1", "PQ,7"})
  void any_changed_octet_is_refused(String suite, int step) {
    Pair pair = pair(suite);
    Opener opener = pair.opener();
    byte[] signed = pair.signed(ContentKind.RECEIPT);
    for (int at = 0; at < signed.length; at += step) {
      byte[] changed = signed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> opener.verify(changed, ContentKind.RECEIPT))
          .isInstanceOf(Untrusted.class);
    }
    byte[] sealed = pair.sealer().seal(signed, pair.recipient());
    for (int at = 0; at < sealed.length; at += 5) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> opener.open(changed)).isInstanceOf(Untrusted.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SM", "PQ"})
  void any_cut_is_malformed(String suite) {
    Pair pair = pair(suite);
    byte[] sealed = pair.sealer().seal(pair.signed(ContentKind.EXCHANGE), pair.recipient());
    for (int length = 0; length < sealed.length; length += 3) {
      byte[] cut = Arrays.copyOf(sealed, length);
      refused(Fault.MALFORMED, () -> pair.opener().open(cut));
    }
  }

  @Test
  void keys_of_every_suite_are_kept_together_and_used_again() throws Exception {
    List<String> all = List.of("INTL", "SM", "PQ");
    Pair pair = Pair.of(all, "INTL", all, "INTL");
    pair.recipientKeys.save(folder, World.SECRET);
    NodeKeys loaded = NodeKeys.load(folder, World.SECRET);
    assertThat(loaded.signingCertificates()).hasSize(4);
    assertThat(loaded.encryptionCertificates()).hasSize(4);
    Opener opener =
        new Opener(loaded, () -> pair.directory, pair.suites, World.CLOCK, new Operations());
    Sealer answering =
        new Sealer(loaded, () -> pair.directory, pair.suites, World.CLOCK, new Operations());
    for (String suite : all) {
      Member one = pair.recipient().withSuites(List.of(suite), suite);
      byte[] signed = pair.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);
      assertThat(opener.open(pair.sealer().seal(signed, one)).content()).isEqualTo(Forgery.CONTENT);
    }
    assertThat(answering.sign(Forgery.CONTENT, ContentKind.RECEIPT, World.SENDER).suite())
        .isEqualTo("PQ");
  }

  @ParameterizedTest
  @CsvSource({
    "INTL SM PQ,INTL,INTL SM PQ,INTL,PQ",
    "INTL SM,INTL,INTL SM PQ,INTL,SM",
    "INTL PQ,INTL,INTL SM,INTL,INTL",
    "SM,SM,INTL SM,INTL,SM",
    "INTL SM,INTL,SM,SM,SM",
    "INTL PQ,INTL,INTL PQ,PQ,PQ"
  })
  void the_strongest_suite_that_both_have_is_taken(
      String senders, String floor, String recipients, String recipientsFloor, String taken)
      throws Untrusted {
    Pair pair =
        Pair.of(
            List.of(senders.split(" ")), floor, List.of(recipients.split(" ")), recipientsFloor);
    Signed signed = pair.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE, World.RECIPIENT);
    assertThat(signed.suite()).isEqualTo(taken);
    byte[] sealed = pair.sealer().seal(signed.bytes(), pair.recipient());
    assertThat(pair.suites.byId(taken).wraps(SealedFrame.read(sealed).recipientInfo())).isTrue();
    assertThat(pair.opener().open(sealed).content()).isEqualTo(Forgery.CONTENT);
    assertThat(pair.sealer().isRead(signed.bytes(), World.RECIPIENT)).isTrue();
  }

  @Test
  void what_was_signed_before_a_floor_was_raised_is_known_not_to_be_read() {
    Pair before = Pair.of(List.of("INTL"), "INTL", List.of("INTL", "PQ"), "INTL");
    Directory after =
        before.directory(
            List.of(
                before.directory.member(World.SENDER).orElseThrow(),
                before.recipient().withSuites(List.of("INTL", "PQ"), "PQ")));
    byte[] signed = before.signed(ContentKind.EXCHANGE);
    Sealer sealer =
        new Sealer(before.senderKeys, () -> after, before.suites, World.CLOCK, before.operations);
    assertThat(before.sealer().isRead(signed, World.RECIPIENT)).isTrue();
    assertThat(sealer.isRead(signed, World.RECIPIENT)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"SM,SM,INTL PQ,INTL", "INTL SM,SM,INTL,INTL", "INTL,INTL,INTL PQ,PQ"})
  void without_a_suite_in_common_nothing_is_signed_or_sealed_and_what_comes_is_refused(
      String senders, String floor, String recipients, String recipientsFloor) {
    Pair pair =
        Pair.of(
            List.of(senders.split(" ")), floor, List.of(recipients.split(" ")), recipientsFloor);
    assertThatThrownBy(
            () -> pair.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE, World.RECIPIENT))
        .isInstanceOfSatisfying(NoUsableKey.class, e -> assertThat(e.suiteNotAllowed()).isTrue());
    Signed answer = pair.sealer().answer(Forgery.CONTENT, ContentKind.RECEIPT, World.RECIPIENT);
    assertThatThrownBy(() -> pair.sealer().seal(answer.bytes(), pair.recipient()))
        .isInstanceOfSatisfying(NoUsableKey.class, e -> assertThat(e.suiteNotAllowed()).isTrue());
    refused(
        Fault.SUITE_NOT_ALLOWED, () -> pair.opener().verify(answer.bytes(), ContentKind.RECEIPT));
  }

  @Test
  void bouncy_castles_own_reader_verifies_both_signatures_of_pq() throws Exception {
    Pair pair = pair("PQ");
    CMSSignedData read = new CMSSignedData(pair.signed(ContentKind.EXCHANGE));
    assertThat(read.toASN1Structure().getEncoded("DER")).isEqualTo(read.getEncoded());
    int i = 0;
    for (SignerInformation signer : read.getSignerInfos()) {
      assertThat(
              signer.verify(
                  new JcaSimpleSignerInfoVerifierBuilder()
                      .setProvider(Certificates.BOUNCY_CASTLE)
                      .build(pair.senderKeys.signingCertificates().get(i++))))
          .isTrue();
    }
    assertThat(i).isEqualTo(2);
  }

  @Test
  void a_further_suite_is_one_class_and_its_place_in_the_list() throws Untrusted {
    Suites suites = new Suites(List.of(new Intl(), new Toy()));
    List<String> both = List.of("INTL", "TOY");
    Pair pair = Pair.of(suites, both, "INTL", both, "TOY");
    Signed signed = pair.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE, World.RECIPIENT);
    assertThat(signed.suite()).isEqualTo("TOY");
    Opened opened = pair.opener().open(pair.sealer().seal(signed.bytes(), pair.recipient()));
    assertThat(opened.suite()).isEqualTo("TOY");
  }

  /** SM by another name, rank and content type. */
  private static final class Toy extends SuiteOver {
    Toy() {
      super(new Sm());
    }

    @Override
    public String id() {
      return "TOY";
    }

    @Override
    public int rank() {
      return 9;
    }

    @Override
    public byte[] signedDataType() {
      return Oids.der("1.2.3");
    }

    @Override
    public boolean wraps(byte[] recipientInfo) {
      return Sm2Transport.is(recipientInfo);
    }
  }

  static void refused(Fault fault, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Untrusted.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
