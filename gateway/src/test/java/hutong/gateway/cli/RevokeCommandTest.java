package hutong.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.certs.Authority;
import hutong.certs.DirectoryContent;
import hutong.certs.DirectoryStore;
import hutong.certs.NodeKeys;
import hutong.certs.Pem;
import hutong.certs.RevocationReason;
import hutong.certs.Secret;
import hutong.certs.Service;
import hutong.certs.Suites;
import hutong.certs.TimeAuthority;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.gateway.node.TimeAuthorities;
import hutong.gateway.settings.SettingsFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code hutong certs revoke}: whose certificates it finds, and what it says that it did. */
final class RevokeCommandTest {

  private static final String NODE = "320000";

  @TempDir private Path folder;

  private Path authority;
  private Home home;

  @BeforeEach
  void make() throws Exception {
    NewNode node = new NewNode(NODE, NODE, NODE, NewNode.coveredBy(NODE), "", "127.0.0.1", 0, 0);
    home = NewNodes.create(folder, List.of(node), Map.of(), Clock.systemUTC()).get(0);
    authority = folder.resolve("authority");
  }

  @Test
  void it_says_what_was_new_what_is_graver_now_and_what_did_not_change() throws Exception {
    String serial = keys().signingCertificate().getSerialNumber().toString(16);
    assertThat(revoke("superseded", "--serial", serial, NODE))
        .contains("Revoked " + serial + ": superseded", "Effective");
    long version = directory().version();
    assertThat(revoke("superseded", "--serial", serial))
        .startsWith("Unchanged, was revoked " + serial)
        .doesNotContain("Effective");
    assertThat(directory().version()).isEqualTo(version);
    assertThat(revoke("key-compromise", "--serial", serial))
        .startsWith("Was revoked, and is now " + serial + ": key-compromise");
    assertThat(directory().revoked()).hasSize(1);
    assertThat(directory().revoked().get(0).reason()).isEqualTo(RevocationReason.KEY_COMPROMISE);
    assertThat(revoke("unspecified", "--role", "signing", NODE)).startsWith("Unchanged");
  }

  @Test
  void a_key_that_stamps_times_can_be_revoked_and_stamps_no_more() throws Exception {
    TimeAuthority before = time();
    assertThat(before.stamp(new byte[32])).isNotEmpty();
    assertThat(revoke("key-compromise", "--role", "time", NODE)).startsWith("Revoked");
    assertThatThrownBy(() -> time().stamp(new byte[32])).hasMessageContaining("SIGNER_REVOKED");
  }

  @Test
  void who_signs_directories_can_be_revoked_and_another_signs_that() throws Exception {
    X509Certificate before = open().directoryCertificate();
    assertThat(revoke("key-compromise", "--role", "directory")).startsWith("Revoked");
    assertThat(directory().revocation(before)).isPresent();
    assertThat(open().directoryCertificate()).isNotEqualTo(before);
    assertThat(open().issued()).filteredOn(Service.DIRECTORY::isOf).hasSize(2);
    Files.write(authority.resolve("old.pem"), Pem.of(before));
    openssl("verify -CAfile root.pem -CRLfile crl.pem -crl_check old.pem", 2);
  }

  @Test
  void a_certificate_of_an_accepted_authority_is_revoked_by_its_file() throws Exception {
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout ca.key"
            + " -out ca.pem -subj /CN=Outside -addext keyUsage=critical,keyCertSign,cRLSign",
        0);
    openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tls.key -out tls.csr"
            + " -subj /CN=320000",
        0);
    openssl("x509 -req -in tls.csr -CA ca.pem -CAkey ca.key -days 9 -out tls.pem", 0);
    Path tls = authority.resolve("tls.pem");
    assertThat(revoke("key-compromise", "--certificate", tls)).contains("neither of this");
    said("accept", authority.resolve("ca.pem"), "--members", NODE, "--authority", authority);
    assertThat(revoke("key-compromise", "--certificate", tls)).startsWith("Revoked");
    X509Certificate certificate = Pem.certificates(Files.readAllBytes(tls)).get(0);
    assertThat(directory().revocation(certificate)).isPresent();
  }

  @Test
  void a_role_of_a_node_names_it_and_one_of_nobody_does_not() {
    assertThat(revoke("superseded", "--role", "tls")).contains("of which node?");
    assertThat(revoke("superseded", "--role", "broker", NODE)).contains("no node has");
    assertThat(revoke("superseded", "--role", "broker")).contains("no such certificate");
    assertThat(revoke("superseded", "--role", "king", NODE)).contains("--role is");
  }

  private TimeAuthority time() throws Exception {
    DirectoryStore store = DirectoryStore.open(home.directory(), keys().root(), Suites.standard());
    Path newest = authority.resolve("directory/directory-" + directory().version() + ".cms");
    if (store.current().orElseThrow().version() < directory().version()) {
      store.accept(Files.readAllBytes(newest), Clock.systemUTC());
    }
    return TimeAuthorities.of(
        home,
        new SettingsFile().read(home.folder(), Map.of()).timestamp(),
        keys(),
        home.secret(Map.of()),
        () -> store.current().orElseThrow(),
        Clock.systemUTC());
  }

  private NodeKeys keys() throws Exception {
    return NodeKeys.load(home.keys(), home.secret(Map.of()).characters());
  }

  private Authority open() throws Exception {
    char[] secret = Secret.of(authority.resolve("secret"), null).characters();
    return Authority.open(authority, secret, Clock.systemUTC());
  }

  private DirectoryContent directory() throws Exception {
    return DirectoryStore.open(authority.resolve("directory"), keys().root(), Suites.standard())
        .current()
        .orElseThrow()
        .content();
  }

  private String revoke(String reason, Object... words) {
    List<Object> all =
        new ArrayList<>(List.of("revoke", "--reason", reason, "--authority", authority));
    all.addAll(List.of(words));
    return said(all.toArray());
  }

  private static String said(Object... words) {
    StringWriter text = new StringWriter();
    new CommandLine(new CertsCommand())
        .setOut(new PrintWriter(text))
        .setErr(new PrintWriter(text))
        .setExecutionExceptionHandler(
            (fault, line, parsed) -> {
              line.getErr().println(fault.getMessage());
              line.getErr().flush();
              return 1;
            })
        .execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    return text.toString().strip();
  }

  private void openssl(String arguments, int exit) throws Exception {
    Process process =
        new ProcessBuilder(("openssl " + arguments).split(" "))
            .directory(authority.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(Files.readString(folder.resolve("openssl.log")))
        .isEqualTo(exit);
  }
}
