package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another implementation, which shares nothing with this one, judges what is signed and sealed. */
final class OpensslTest {

  private static final World WORLD = World.stored(Path.of("src/test/resources/world"));
  private static final String ROOT = "src/test/resources/world/authority/root.pem";

  @TempDir Path folder;

  @Test
  void openssl_verifies_signed_data_and_prints_the_exact_content() throws Exception {
    for (ContentKind kind : ContentKind.values()) {
      byte[] signed = WORLD.sealer().sign(Forgery.CONTENT, kind);
      Path in = Files.write(folder.resolve("signed.cms"), signed);
      Path out = folder.resolve("content");
      assertThat(verify(in, out)).isZero();
      assertThat(Files.readAllBytes(out)).isEqualTo(Forgery.CONTENT);
    }
  }

  @Test
  void openssl_refuses_what_was_changed() throws Exception {
    byte[] signed = WORLD.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    signed[BadInputs.indexOf(signed, Forgery.CONTENT)] ^= 1;
    Path in = Files.write(folder.resolve("signed.cms"), signed);
    assertThat(verify(in, folder.resolve("content"))).isNotZero();
  }

  @Test
  void openssl_decrypts_an_envelope_to_the_exact_signed_data() throws Exception {
    byte[] signed = WORLD.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    assertThat(decrypted(WORLD.sealer().seal(signed, WORLD.recipient()))).isEqualTo(signed);
  }

  @Test
  void openssl_decrypts_each_envelope_of_a_group_by_itself() throws Exception {
    byte[] one = WORLD.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    byte[] other = WORLD.sealer().sign(Forgery.CONTENT, ContentKind.RECEIPT);
    List<byte[]> sealed = WORLD.sealer().sealAll(List.of(one, other), WORLD.recipient());
    assertThat(decrypted(sealed.get(1))).isEqualTo(other);
    assertThat(decrypted(sealed.get(0))).isEqualTo(one);
  }

  @Test
  void openssl_verifies_a_tree_head_and_the_published_script_that_a_document_is_under_it()
      throws Exception {
    List<byte[]> documents = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      documents.add(("<exchange>" + i + "</exchange>").getBytes(StandardCharsets.UTF_8));
    }
    List<Signed> signed = WORLD.sealer().signAll(documents, ContentKind.EXCHANGE, World.RECIPIENT);
    Path head = folder.resolve("head.cms");
    Path content = folder.resolve("content");
    Path says = folder.resolve("head");
    for (int at : List.of(0, 1, 127, 128, 199)) {
      Path in = Files.write(folder.resolve("leaf.cms"), signed.get(at).bytes());
      assertThat(leaf(in, head, content)).isZero();
      assertThat(log()).contains(signed.get(at).digest().hex());
      assertThat(Files.readAllBytes(content)).isEqualTo(documents.get(at));
      assertThat(verify(head, says)).isZero();
      assertThat(Files.readString(says)).startsWith("hutong-tree-1\n").contains("\nsize 200\n");
    }
    byte[] changed = signed.get(7).bytes();
    changed[BadInputs.indexOf(changed, documents.get(7))] ^= 1;
    assertThat(leaf(Files.write(folder.resolve("leaf.cms"), changed), head, content)).isNotZero();
  }

  @Test
  void the_published_script_judges_the_vectors_of_every_suite() throws Exception {
    Path resources = Path.of("src/test/resources");
    Path head = folder.resolve("head.cms");
    Path content = folder.resolve("content");
    for (String suite : List.of("", "suites/SM/", "suites/PQ/")) {
      for (String name : List.of("tree-0", "tree-1", "tree-2", "tree-receipt")) {
        Path in = resources.resolve(suite + "good/" + name + ".cms");
        assertThat(leaf(in, head, content)).isZero();
        assertThat(Files.readAllBytes(content)).isEqualTo(Forgery.CONTENT);
      }
      for (String name :
          List.of(
              "SIGNATURE_INVALID/tree-of-another-place",
              "SIGNATURE_INVALID/tree-outside-the-tree",
              "SIGNATURE_INVALID/tree-of-another-path",
              "SIGNATURE_INVALID/tree-of-another-salt",
              "SIGNATURE_INVALID/tree-of-another-content",
              "SIGNATURE_INVALID/tree-of-another-tree",
              "SIGNATURE_INVALID/tree-of-another-size",
              "MALFORMED/tree-of-one",
              "MALFORMED/tree-salt-too-short",
              "WRONG_KIND/tree-of-controls",
              "WRONG_KIND/tree-under-a-document")) {
        Path in = resources.resolve(suite + "bad/" + name + ".cms");
        assertThat(leaf(in, head, content)).as(name).isNotZero();
      }
    }
    Path own = resources.resolve("good/exchange.cms");
    assertThat(leaf(own, head, content)).isZero();
    assertThat(Files.readAllBytes(head)).isEqualTo(Files.readAllBytes(own));
    assertThat(Files.readAllBytes(content)).isEqualTo(Forgery.CONTENT);
  }

  private int leaf(Path in, Path head, Path content) throws IOException, InterruptedException {
    return run(List.of("python3", "leaf.py", in.toString(), head.toString(), content.toString()));
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
  }

  private byte[] decrypted(byte[] sealed) throws Exception {
    Path in = Files.write(folder.resolve("sealed.cms"), sealed);
    Path key = folder.resolve("key.pem");
    Path out = folder.resolve("signed.cms");
    String secret = "pass:" + new String(World.SECRET);
    String store = "src/test/resources/world/recipient/encryption.p12";
    assertThat(openssl("pkcs12", "-in", store, "-nodes", "-passin", secret, "-out", key.toString()))
        .isZero();
    assertThat(
            openssl(
                "cms",
                "-decrypt",
                "-binary",
                "-inform",
                "DER",
                "-in",
                in.toString(),
                "-inkey",
                key.toString(),
                "-recip",
                key.toString(),
                "-out",
                out.toString()))
        .isZero();
    return Files.readAllBytes(out);
  }

  private int verify(Path in, Path out) throws IOException, InterruptedException {
    long at = World.NOW.getEpochSecond();
    return openssl(
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        in.toString(),
        "-CAfile",
        ROOT,
        "-purpose",
        "any",
        "-attime",
        Long.toString(at),
        "-out",
        out.toString());
  }

  private int openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    if (process.exitValue() != 0) {
      System.out.println(Files.readString(log, StandardCharsets.UTF_8));
    }
    return process.exitValue();
  }
}
