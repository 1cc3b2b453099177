package hutong.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  @TempDir private Path home;

  private final SettingsFile file = new SettingsFile();

  @Test
  void every_key_and_default_is_as_documented() throws Exception {
    write("node: \"360000\"");
    assertThat(file.read(home, Map.of()))
        .isEqualTo(
            new Settings(
                "360000",
                new Settings.Name("", ""),
                List.of(),
                new Settings.Http("127.0.0.1", 8360, 524_288, false, new Settings.Tls("", "", "")),
                new Settings.Broker("", "127.0.0.1", 0, ""),
                new Settings.Ledger("", "", ""),
                "1",
                new Settings.Submit(2_048, 2_000_000, Duration.ofHours(72)),
                new Settings.Limits(5_000, 10_000, 20_000, 2_000_000),
                new Settings.Webhooks(List.of(), ""),
                new Settings.Queues(false, "127.0.0.1", 5671, true),
                new Settings.Files(""),
                new Settings.Batches(1_000_000_000, Duration.ofDays(14)),
                new Settings.Retry(
                    Duration.ofSeconds(1),
                    Duration.ofHours(1),
                    Duration.ofMinutes(15),
                    500,
                    Duration.ofHours(24)),
                new Settings.Operations(200),
                new Settings.Approval(Duration.ofDays(7)),
                new Settings.Deadlines(Duration.ofDays(1), Duration.ofDays(7)),
                new Settings.Restore(Duration.ofDays(35)),
                new Settings.Revocation(
                    Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(72)),
                new Settings.Timestamp("", "", "", Duration.ofSeconds(10)),
                new Settings.Checkpoint(Duration.ofMinutes(1)),
                new Settings.Signing(true),
                new Settings.Tracing("", 0.01, ""),
                new Settings.Keys(new Settings.Pkcs11("", 0, "", "")),
                new Settings.Console(
                    "",
                    new Settings.Oidc(
                        "",
                        "",
                        "",
                        List.of(),
                        "groups",
                        List.of(),
                        "sub",
                        Duration.ofSeconds(5),
                        ""))));
  }

  @Test
  void the_environment_stands_over_the_file() throws Exception {
    write("node: \"360000\"\nhttp:\n  port: 1");
    assertThat(file.read(home, Map.of("HUTONG_HTTP_PORT", "9000")).http().port()).isEqualTo(9000);
  }

  @Test
  void all_faults_are_listed_at_once_and_no_value_is_repeated() throws Exception {
    write("node: secret-1\nhttpp: 1\nhttp:\n  maxBody: 1\nsubmit:\n  validity: PT0S\nretry: 5");
    assertThatThrownBy(() -> file.read(home, Map.of()))
        .isInstanceOfSatisfying(
            SettingsFaults.class,
            faults ->
                assertThat(faults.faults())
                    .hasSize(5)
                    .anyMatch(fault -> fault.startsWith("node:"))
                    .anyMatch(fault -> fault.startsWith("httpp:"))
                    .anyMatch(fault -> fault.startsWith("http.maxBody:"))
                    .anyMatch(fault -> fault.startsWith("submit.validity:"))
                    .anyMatch(fault -> fault.startsWith("retry:"))
                    .noneMatch(fault -> fault.contains("secret-1")));
  }

  @Test
  void every_wrong_form_is_found_not_only_the_first() throws Exception {
    write(
        """
        node: "360000"
        http: {port: many}
        batches: {maxBytes: []}
        retry: {first: soon, drainPerSecond: fast}
        queues: {on: perhaps}
        signing: {batches: sometimes}
        """);
    assertThatThrownBy(() -> file.read(home, Map.of()))
        .isInstanceOfSatisfying(
            SettingsFaults.class,
            faults ->
                assertThat(faults.faults())
                    .containsExactlyInAnyOrder(
                        "http.port: has the wrong form",
                        "batches.maxBytes: has the wrong form",
                        "retry.first: has the wrong form",
                        "retry.drainPerSecond: has the wrong form",
                        "queues.on: has the wrong form",
                        "signing.batches: has the wrong form"));
  }

  @Test
  void a_provider_of_sign_ins_needs_to_be_safe_and_whole_and_its_secret_stays_hidden()
      throws Exception {
    write(
        "node: \"360000\"\nconsole: {oidc: {issuer: 'http://idp.example', clientSecret: geheim}}");
    assertThatThrownBy(() -> file.read(home, Map.of()))
        .isInstanceOfSatisfying(
            SettingsFaults.class,
            faults ->
                assertThat(faults.faults())
                    .anyMatch(fault -> fault.startsWith("console.url:"))
                    .anyMatch(fault -> fault.startsWith("console.oidc.issuer:"))
                    .anyMatch(fault -> fault.startsWith("console.oidc.clientId:"))
                    .anyMatch(fault -> fault.startsWith("console.oidc.roles:"))
                    .noneMatch(fault -> fault.contains("geheim")));
    Path held = Files.writeString(home.resolve("secret"), "from-a-file\n");
    write(
        """
        node: "360000"
        console:
          url: https://hutong.example
          oidc:
            issuer: https://idp.example/realms/one
            clientId: hutong
            roles: ["/console/operators=operator", "desk=desk:suzhou"]
        """);
    Map<String, String> environment =
        Map.of("HUTONG_CONSOLE_OIDC_CLIENTSECRET_FILE", held.toString());
    Settings.Console console = file.read(home, environment).console();
    assertThat(console.oidc().clientSecret()).isEqualTo("from-a-file");
    assertThat(console.toString()).doesNotContain("from-a-file");
    assertThat(file.differing(home, Map.of("HUTONG_CONSOLE_OIDC_CLIENTSECRET", "geheim")))
        .anyMatch(
            each -> each.key().equals("console.oidc.clientSecret") && each.value().equals("***"));
  }

  @Test
  void a_list_stands_in_the_environment_with_commas() throws Exception {
    write("node: \"360000\"");
    Map<String, String> environment = Map.of("HUTONG_WEBHOOKS_ALLOW", "10.1.0.0/16, 10.2.0.0/16");
    assertThat(file.read(home, environment).webhooks().allow())
        .containsExactly("10.1.0.0/16", "10.2.0.0/16");
  }

  @Test
  void a_file_may_hold_what_the_environment_should_not() throws Exception {
    write("node: \"360000\"");
    Path held = Files.writeString(home.resolve("secret"), "from-a-file\n");
    Map<String, String> environment = Map.of("HUTONG_LEDGER_PASSWORD_FILE", held.toString());
    assertThat(file.read(home, environment).ledger().password()).isEqualTo("from-a-file");
    assertThatThrownBy(
            () -> file.read(home, Map.of("HUTONG_LEDGER_PASSWORD_FILE", "/no/such/file")))
        .isInstanceOfSatisfying(
            SettingsFaults.class,
            faults ->
                assertThat(faults.faults())
                    .containsExactly("HUTONG_LEDGER_PASSWORD_FILE: this file can't be read"));
  }

  @Test
  void the_reference_names_every_setting_and_its_variable_sets_it() throws Exception {
    List<SettingsFile.Described> all = file.reference();
    assertThat(all).hasSizeGreaterThan(50);
    assertThat(all).extracting(SettingsFile.Described::key).doesNotHaveDuplicates();
    assertThat(all)
        .filteredOn(each -> each.key().equals("http.tls.clients"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.variable()).isEqualTo("HUTONG_HTTP_TLS_CLIENTS");
              assertThat(each.meaning()).contains("PEM file of authorities");
            });
    assertThat(all).filteredOn(each -> each.meaning().isEmpty()).hasSizeLessThan(20);
    write("node: \"360000\"");
    for (SettingsFile.Described each : all) {
      Map<String, String> same = Map.of(each.variable(), each.usual().replaceAll("[\\[\\]]", ""));
      if (!each.key().equals("node")) {
        assertThat(file.read(home, same)).as(each.key()).isEqualTo(file.read(home, Map.of()));
      }
    }
  }

  @Test
  void what_is_no_yaml_is_said_without_its_text() throws Exception {
    write("node: [\n  secret-2");
    assertThatThrownBy(() -> file.read(home, Map.of()))
        .isInstanceOf(SettingsFaults.class)
        .hasMessageContaining("no YAML")
        .hasMessageNotContaining("secret-2");
  }

  @Test
  void a_ledger_on_another_machine_needs_tls_that_knows_its_name() throws Exception {
    for (String good :
        List.of(
            "jdbc:postgresql://localhost/hutong",
            "jdbc:postgresql://127.0.0.1:5432/hutong",
            "jdbc:postgresql://[::1]/hutong",
            "jdbc:postgresql://db.example:5432,db2.example/hutong?sslmode=verify-full",
            "jdbc:postgresql://db.example/hutong?sslrootcert=/a/b.pem&sslmode=verify-full")) {
      write("node: \"360000\"\nledger:\n  url: " + good);
      assertThat(file.read(home, Map.of()).ledger().url()).isEqualTo(good);
    }
    for (String bad :
        List.of(
            "jdbc:postgresql://db.example/hutong",
            "jdbc:postgresql://localhost,db.example/hutong",
            "jdbc:postgresql://127.0.0.1.example/hutong",
            "jdbc:postgresql://db.example/hutong?sslmode=require",
            "jdbc:postgresql://db.example/hutong?sslmode=verify-full&sslmode=disable",
            "jdbc:postgresql://localhost/hutong?password=secret-3",
            "jdbc:postgresql://me:secret-3@localhost/hutong",
            "jdbc:mysql://localhost/hutong")) {
      write("node: \"360000\"\nledger:\n  url: " + bad);
      assertThatThrownBy(() -> file.read(home, Map.of()))
          .as(bad)
          .isInstanceOf(SettingsFaults.class)
          .hasMessageContaining("ledger.url:")
          .hasMessageNotContaining("secret-3");
    }
  }

  @Test
  void without_tls_the_api_listens_on_this_machine_alone_unless_asked_by_name() throws Exception {
    for (String here : List.of("127.0.0.1", "127.8.9.1", "localhost", "::1")) {
      write("node: \"360000\"\nhttp:\n  host: '" + here + "'");
      assertThat(file.read(home, Map.of()).http().host()).isEqualTo(here);
    }
    for (String beyond :
        List.of("0.0.0.0", "'::'", "10.1.2.3", "gateway.example", "127.0.0.1.example")) {
      write("node: \"360000\"\nhttp:\n  host: " + beyond);
      assertThatThrownBy(() -> file.read(home, Map.of()))
          .as(beyond)
          .isInstanceOf(SettingsFaults.class)
          .hasMessageContaining("http.plaintext: true");
      assertThat(file.read(home, Map.of("HUTONG_HTTP_PLAINTEXT", "true")).http().plaintext())
          .isTrue();
      assertThat(file.read(home, Map.of("HUTONG_HTTP_TLS_KEY", "node")).http().tls().on()).isTrue();
    }
    write("node: \"360000\"\nhttp:\n  tls:\n    clients: roots.pem");
    assertThatThrownBy(() -> file.read(home, Map.of())).hasMessageContaining("http.tls.clients:");
  }

  @Test
  void the_keys_password_is_masked() throws Exception {
    write("node: \"360000\"");
    Settings settings = file.read(home, Map.of("HUTONG_HTTP_TLS_PASSWORD", "secret-5"));
    assertThat(settings.toString()).doesNotContain("secret-5");
  }

  @Test
  void the_ledgers_password_is_masked() throws Exception {
    write("node: \"360000\"");
    Settings settings = file.read(home, Map.of("HUTONG_LEDGER_PASSWORD", "secret-4"));
    assertThat(settings.ledger().password()).isEqualTo("secret-4");
    assertThat(settings.toString()).doesNotContain("secret-4");
  }

  @Test
  void a_tokens_pin_is_masked_and_asked_for() throws Exception {
    write("node: \"360000\"\nkeys:\n  pkcs11:\n    library: /lib/token.so");
    Settings settings = file.read(home, Map.of("HUTONG_KEYS_PKCS11_PIN", "secret-5"));
    assertThat(settings.keys().pkcs11().pin()).isEqualTo("secret-5");
    assertThat(settings.toString()).doesNotContain("secret-5");
    assertThatThrownBy(() -> file.read(home, Map.of()))
        .isInstanceOf(SettingsFaults.class)
        .hasMessageContaining("keys.pkcs11: pin or pinFile");
  }

  @Test
  void what_is_written_is_read_again() throws Exception {
    file.write(home, Map.of("node", "410000", "broker", Map.of("port", 5_360)));
    Settings settings = file.read(home, Map.of());
    assertThat(settings.node()).isEqualTo("410000");
    assertThat(settings.broker().port()).isEqualTo(5_360);
  }

  private void write(String text) throws Exception {
    Files.writeString(home.resolve(SettingsFile.NAME), text);
  }
}
