package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysAtRestTest {

  @TempDir Path folder;

  @Test
  void keys_are_loaded_as_they_were_saved_and_are_for_their_owner_alone() throws Exception {
    World world = World.fresh();
    NodeKeys keys =
        world.recipientKeys.withEncryption(
            List.of(
                world.authority.issueEncryption("330200", World.NOW, World.NOW.plusSeconds(60))));
    keys.save(folder.resolve("keys"), World.SECRET);
    NodeKeys loaded = NodeKeys.load(folder.resolve("keys"), World.SECRET);
    assertThat(loaded.memberId()).isEqualTo("330200");
    assertThat(loaded.signingCertificate()).isEqualTo(keys.signingCertificate());
    assertThat(loaded.encryptionCertificates())
        .containsExactlyInAnyOrderElementsOf(keys.encryptionCertificates());
    assertThat(loaded.tlsCertificate()).isEqualTo(keys.tlsCertificate());
    assertThat(loaded.root()).isEqualTo(keys.root());
    assertThat(loaded.toString()).isEqualTo("NodeKeys[330200]");
    try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
      assertThat(files.toList())
          .hasSize(4)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertThatThrownBy(() -> NodeKeys.load(folder.resolve("keys"), "another secret".toCharArray()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void keytool_lists_the_tls_stores() throws Exception {
    World world = World.fresh();
    world.senderKeys.save(folder, World.SECRET);
    for (Path store : List.of(NodeKeys.tlsKeyStore(folder), NodeKeys.tlsTrustStore(folder))) {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-list",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  new String(World.SECRET))
              .redirectErrorStream(true)
              .start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(keytool.waitFor()).as(said).isZero();
    }
  }

  @Test
  void the_authority_opens_again_with_the_same_root_and_renews_its_directory_certificate()
      throws Exception {
    Authority made = Authority.create(folder, World.SECRET, World.CLOCK);
    assertThatThrownBy(() -> Authority.create(folder, World.SECRET, World.CLOCK))
        .isInstanceOf(IOException.class);
    Clock later = Clock.offset(World.CLOCK, Duration.ofDays(700));
    Authority opened = Authority.open(folder, World.SECRET, later);
    assertThat(opened.root()).isEqualTo(made.root());
    Instant now = later.instant();
    byte[] signed =
        opened.signDirectory(
            new DirectoryContent(1, now, now.plus(Duration.ofDays(60)), List.of()));
    Instant nearlyExpired = now.plus(Duration.ofDays(59));
    assertThat(Directory.verify(signed, made.root(), nearlyExpired, Suites.standard()).version())
        .isEqualTo(1);
  }

  @Test
  void each_certificate_is_for_one_thing_alone() {
    World world = World.fresh();
    X509Certificate signing = world.senderKeys.signingCertificate();
    X509Certificate encryption = world.senderKeys.encryptionCertificates().get(0);
    assertThat(signing.getKeyUsage()).startsWith(true, true, false, false, false);
    assertThat(encryption.getKeyUsage()).startsWith(false, false, false, false, true);
    assertThat(signing.getSerialNumber().bitLength()).isEqualTo(127);
    assertThat(signing.getSubjectX500Principal().getName()).isEqualTo("CN=360000,O=Hutong");
    assertThat(signing.getBasicConstraints()).isEqualTo(-1);
    assertThat(world.authority.root().getBasicConstraints()).isZero();
    assertThatThrownBy(() -> world.authority.issue("a,CN=b", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_secret_is_made_once_and_never_printed() throws IOException {
    Path file = folder.resolve("secret");
    Secret first = Secret.of(file, null);
    assertThat(Secret.of(file, null).characters()).isEqualTo(first.characters()).hasSize(64);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(first.toString()).isEqualTo("Secret[****]");
    assertThat(first.key("a")).hasSize(32).isNotEqualTo(first.key("b"));
    assertThat(Secret.of(file, "given by the environment").characters())
        .isEqualTo("given by the environment".toCharArray());
    assertThatThrownBy(() -> Secret.of(file, "short"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("short");
  }

  @Test
  void a_payload_comes_back_only_whole_and_only_for_its_own_record() throws Untrusted {
    PayloadVault vault = new PayloadVault(new byte[32]);
    byte[] own = {1};
    byte[] blob = vault.encrypt(Forgery.CONTENT, own);
    assertThat(vault.decrypt(blob, own)).isEqualTo(Forgery.CONTENT);
    assertThat(vault.encrypt(Forgery.CONTENT, own)).isNotEqualTo(blob);
    assertThatThrownBy(() -> vault.decrypt(blob, new byte[] {2})).isInstanceOf(Untrusted.class);
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    assertThatThrownBy(() -> new PayloadVault(otherKey).decrypt(blob, own))
        .isInstanceOf(Untrusted.class);
    for (int at = 0; at < blob.length; at++) {
      byte[] changed = blob.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> vault.decrypt(changed, own)).isInstanceOf(Untrusted.class);
    }
    assertThatThrownBy(() -> vault.decrypt(new byte[3], own)).isInstanceOf(Untrusted.class);
  }

  @Test
  void an_index_entry_depends_on_key_purpose_and_value() {
    KeyedIndex index = new KeyedIndex(new byte[32]);
    assertThat(index.of("person", "1")).hasSize(32).isEqualTo(index.of("person", "1"));
    assertThat(index.of("person", "1")).isNotEqualTo(index.of("persons", "1"));
    assertThat(index.of("a", "bc")).isNotEqualTo(index.of("ab", "c"));
    assertThat(index.of("person", "1")).isNotEqualTo(index.of("person", "2"));
  }

  @Test
  void a_payload_is_read_with_its_own_key_alone() throws Exception {
    PayloadVault vault = new PayloadVault(new byte[32]);
    byte[] plain = {1, 2, 3};
    byte[] about = {4};
    PayloadKey key = vault.newKey();
    byte[] blob = key.encrypt(plain, about);
    assertThat(PayloadKey.encrypted(blob)).isTrue();
    assertThat(PayloadKey.encrypted(vault.encrypt(plain, about))).isFalse();
    assertThat(vault.key(key.wrapped()).decrypt(blob, about)).isEqualTo(plain);
    assertThatThrownBy(() -> vault.newKey().decrypt(blob, about)).isInstanceOf(Untrusted.class);
    assertThatThrownBy(() -> key.decrypt(blob, new byte[] {5})).isInstanceOf(Untrusted.class);
    byte[] master = new byte[32];
    master[0] = 1;
    assertThatThrownBy(() -> new PayloadVault(master).key(key.wrapped()))
        .isInstanceOf(Untrusted.class);
    for (int i = 0; i < blob.length; i++) {
      byte[] changed = blob.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> key.decrypt(changed, about)).isInstanceOf(Untrusted.class);
    }
  }
}
