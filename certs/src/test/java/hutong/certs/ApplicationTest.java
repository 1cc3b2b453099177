package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One becomes a member by two files, and no private key is in either. */
final class ApplicationTest {

  private static final World WORLD = World.fresh();
  private static final String ID = "410000";

  @TempDir private Path folder;
  private Applicant applicant;
  private byte[] applied;

  @BeforeEach
  void apply() throws Exception {
    applicant = Applicant.create(folder, ID, World.SECRET, World.CLOCK);
    applied = apply(applicant);
  }

  @Test
  void an_applicant_is_admitted_and_signs_and_reads_as_a_member() throws Exception {
    Admission answer = answer(applied);
    Directory directory =
        Applicant.open(folder, World.SECRET)
            .join(Admission.read(answer.write()), root(), folder, World.SECRET, World.CLOCK);
    assertThat(Applicant.waits(folder)).isFalse();
    NodeKeys keys = NodeKeys.load(folder, World.SECRET);
    assertThat(keys.memberId()).isEqualTo(ID);
    byte[] signed =
        new Sealer(keys, () -> directory, WORLD.suites, World.CLOCK, WORLD.operations)
            .sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    Opener opener = new Opener(keys, () -> directory, WORLD.suites, World.CLOCK, WORLD.operations);
    byte[] sealed = WORLD.sealer().seal(signed, directory.member(ID).orElseThrow());
    assertThat(opener.open(sealed, ContentKind.EXCHANGE).signer().id()).isEqualTo(ID);
  }

  @Test
  void openssl_verifies_the_requests_and_the_certificates() throws Exception {
    Application application = Application.read(applied, World.CLOCK, WORLD.suites);
    Path request = folder.resolve("request.der");
    Files.write(request, application.content().tls());
    assertThat(openssl("req", "-verify", "-noout", "-inform", "DER", "-in", request.toString()))
        .contains("OK");
    Path certificate = folder.resolve("signing.pem");
    Path root = folder.resolve("root.pem");
    Files.writeString(certificate, pem(answer(applied).signing()));
    Files.writeString(root, pem(Certificates.encoded(WORLD.authority.root())));
    String at = Long.toString(World.NOW.getEpochSecond());
    assertThat(openssl("verify", "-attime", at, "-CAfile", root.toString(), certificate.toString()))
        .contains("OK");
  }

  @Test
  void every_single_octet_that_is_changed_is_noticed() {
    for (int i = 0; i < applied.length; i++) {
      byte[] changed = applied.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> Application.read(changed, World.CLOCK, WORLD.suites))
          .as("octet %d", i)
          .isInstanceOf(Untrusted.class);
    }
  }

  @Test
  void an_application_signed_with_another_key_than_it_asks_for_is_refused() throws Exception {
    byte[] content = SignedFrame.read(applied).content();
    Credential other = new Issuing("x").selfSigned(ID, World.NOW, World.NOW.plusSeconds(99));
    byte[] signed =
        new SignedData(new Intl(), List.of(other))
            .of(content, Oids.APPLICATION, World.NOW, new Operations())
            .bytes();
    refused(Fault.SIGNATURE_INVALID, () -> Application.read(signed, World.CLOCK, WORLD.suites));
    byte[] directory =
        new SignedData(new Intl(), List.of(other))
            .of(content, Oids.DIRECTORY, World.NOW, new Operations())
            .bytes();
    refused(Fault.WRONG_KIND, () -> Application.read(directory, World.CLOCK, WORLD.suites));
  }

  @Test
  void an_answer_of_another_root_or_to_another_application_changes_nothing() throws Exception {
    Admission answer = answer(applied);
    refused(Fault.SIGNER_UNKNOWN, () -> join(answer, "0000-" + root()));
    Applicant other = Applicant.create(folder.resolve("other"), ID, World.SECRET, World.CLOCK);
    refused(Fault.SIGNATURE_INVALID, () -> join(answer(apply(other)), root()));
    Admission withoutUs = answer.withDirectory(WORLD.signed(5, WORLD.members()));
    refused(Fault.SIGNER_UNKNOWN, () -> join(withoutUs, root()));
    assertThat(Applicant.waits(folder)).isTrue();
    assertThat(NodeKeys.exist(folder)).isFalse();
  }

  @Test
  void an_answer_that_is_deep_or_lacks_a_part_is_refused() {
    for (String json : List.of("[".repeat(9_999), "{}", "{\"root\":\"AA==\"}", "{} {}", "")) {
      assertThatThrownBy(() -> Admission.read(json.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(Untrusted.class);
    }
  }

  @Test
  void fingerprints_are_the_same_however_people_write_them() {
    String fingerprint = Fingerprints.of(applied);
    assertThat(fingerprint).matches("([0-9a-f]{4}-){7}[0-9a-f]{4}");
    assertThat(
            Fingerprints.same(fingerprint, fingerprint.toUpperCase(Locale.ROOT).replace('-', ' ')))
        .isTrue();
    assertThat(Fingerprints.same(fingerprint, fingerprint.substring(5))).isFalse();
    assertThat(Fingerprints.same(fingerprint, "")).isFalse();
  }

  private void join(Admission answer, String root) throws IOException, Untrusted {
    applicant.join(answer, root, folder, World.SECRET, World.CLOCK);
  }

  private static String root() {
    return Fingerprints.of(WORLD.authority.root());
  }

  static byte[] apply(Applicant applicant) {
    return applicant.apply(
        "河南省",
        "Henan",
        List.of("41"),
        "tls://henan.example:61617",
        "hutong.inbox." + ID,
        List.of("henan.example", "127.0.0.1"),
        World.CLOCK);
  }

  /** As the gateway has the authority answer. */
  private static Admission answer(byte[] applied) throws Untrusted {
    Application application = Application.read(applied, World.CLOCK, WORLD.suites);
    Admission admission = WORLD.authority.admit(application);
    ApplicationContent content = application.content();
    List<Member> members = new ArrayList<>(WORLD.members());
    members.add(
        new Member(
            content.id(),
            content.nameZh(),
            content.nameEn(),
            content.divisions(),
            content.broker(),
            content.inbox(),
            List.of(admission.signingCertificate()),
            List.of(admission.encryptionCertificate()),
            List.of("INTL"),
            "INTL",
            List.of(),
            "cn",
            List.of()));
    return admission.withDirectory(
        WORLD.authority.signDirectory(
            new DirectoryContent(2, World.NOW, World.NOW.plus(Duration.ofDays(30)), members)));
  }

  private static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }

  private static String openssl(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static void refused(Fault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Untrusted.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
