package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys on a real PKCS#11 token, SoftHSM. Its configuration comes by SOFTHSM2_CONF, which the build
 * sets; in CI the library has to be there.
 */
final class TokenTest {

  private static final char[] PIN = "4711-tests".toCharArray();
  private static final String MEMBER = "450000";

  @TempDir private static Path folder;

  private static Path library;
  private static Token token;
  private static OutsideAuthority outside;

  @BeforeAll
  static void a_token_is_made() throws Exception {
    Optional<Path> found =
        Stream.of(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst();
    if (System.getenv("CI") != null) {
      assertThat(found).as("SoftHSM, which CI installs").isPresent();
    }
    assumeTrue(found.isPresent(), "SoftHSM is not installed: apt-get install softhsm2");
    String configuration = System.getenv("SOFTHSM2_CONF");
    assumeTrue(configuration != null, "SOFTHSM2_CONF is not set; Maven sets it");
    library = found.get();
    Path tokens = Path.of(configuration).resolveSibling("softhsm-tokens");
    Files.createDirectories(tokens);
    Files.writeString(
        Path.of(configuration),
        "directories.tokendir = " + tokens.toAbsolutePath() + "\nobjectstore.backend = file\n");
    String said =
        run(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            "hutong",
            "--pin",
            new String(PIN),
            "--so-pin",
            "so-tests");
    token = Token.open(library, Long.parseLong(said.strip().replaceAll("(?s).*slot ", "")), PIN);
    outside = new OutsideAuthority(folder.resolve("outside"), "Guangxi");
  }

  @AfterAll
  static void close() {
    if (outside != null) {
      outside.close();
    }
  }

  @Test
  void keys_made_on_the_token_sign_and_open_and_cannot_be_taken_off_it() throws Exception {
    Path keys = folder.resolve("keys");
    RequestedKeys.make(MEMBER, token, Clock.systemUTC()).save(keys, World.SECRET);
    RequestedKeys requested = RequestedKeys.load(keys, World.SECRET, token);
    List<X509Certificate> certificates = new ArrayList<>();
    for (Role role : Role.values()) {
      byte[] request = requested.request(role, List.of("gx.example"));
      certificates.addAll(Pem.certificates(outside.sign(request)));
    }
    Map<Role, Credential> answered = requested.answered(certificates);
    assertThat(answered.get(Role.SIGNING).key().getEncoded()).isNull();
    assertThat(answered.get(Role.TLS).key().getEncoded()).isNotNull();

    Authority authority =
        Authority.create(folder.resolve("authority"), World.SECRET, Clock.systemUTC());
    NodeKeys made =
        new NodeKeys(
            MEMBER,
            List.of(answered.get(Role.SIGNING)),
            List.of(answered.get(Role.ENCRYPTION)),
            answered.get(Role.TLS),
            authority.root());
    made.save(keys, World.SECRET);
    assertThatThrownBy(() -> NodeKeys.load(keys, World.SECRET))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("keys.pkcs11");
    NodeKeys own = NodeKeys.load(keys, World.SECRET, token);

    Member member = World.member(own, List.of("45"), "INTL", List.of());
    Clock clock = Clock.systemUTC();
    Directory directory =
        Directory.verify(
            authority.signDirectory(
                new DirectoryContent(
                        1,
                        clock.instant(),
                        clock.instant().plus(Duration.ofDays(9)),
                        List.of(member))
                    .with(outside.accepted("", "", MEMBER))),
            authority.root(),
            clock.instant(),
            Suites.standard());
    Operations operations = new Operations();
    Sealer sealer = new Sealer(own, () -> directory, Suites.standard(), clock, operations);
    Opener opener = new Opener(own, () -> directory, Suites.standard(), clock, operations);
    byte[] document = {7, 8, 9};
    for (int i = 0; i < 20; i++) {
      byte[] sealed = sealer.seal(sealer.sign(document, ContentKind.EXCHANGE), member);
      assertThat(opener.open(sealed, ContentKind.EXCHANGE).content()).isEqualTo(document);
    }
  }

  @Test
  void a_wrong_pin_or_slot_is_said_and_not_repeated() {
    assertThatThrownBy(() -> Token.open(library, 987_654_321, PIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be opened")
        .hasMessageNotContaining(new String(PIN));
  }

  private static String run(String... command) throws Exception {
    Path log = folder.resolve("softhsm.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return Files.readString(log);
  }
}
