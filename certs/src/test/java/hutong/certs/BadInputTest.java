package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file under {@code bad/} is refused with the fault that its folder is named for. */
final class BadInputTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final World WORLD = World.stored(RESOURCES.resolve("world"));

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(RESOURCES.resolve("bad"))) {
      return all.filter(path -> path.toString().endsWith(".cms")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void each_is_refused_with_the_fault_of_its_folder(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean sealed = file.toString().endsWith(".sealed.cms");
    Untrusted refusal =
        catchThrowableOfType(
            Untrusted.class,
            () -> {
              if (file.toString().endsWith(".directory.cms")) {
                Directory.verify(bytes, WORLD.authority.root(), World.CLOCK, WORLD.suites);
              } else if (sealed) {
                WORLD.opener().open(bytes);
              } else {
                WORLD.opener().verify(bytes, ContentKind.EXCHANGE);
              }
            });
    assertThat(refusal).isNotNull();
    assertThat(refusal.fault()).isEqualTo(Fault.valueOf(file.getParent().getFileName().toString()));
  }

  @Test
  void there_are_files_for_each_fault_that_a_file_can_show() throws IOException {
    assertThat(files().stream().map(file -> file.getParent().getFileName().toString()).distinct())
        .containsExactlyInAnyOrder(
            "MALFORMED",
            "NO_KEY",
            "DECRYPTION_FAILED",
            "SIGNATURE_INVALID",
            "SIGNER_UNKNOWN",
            "SIGNER_EXPIRED",
            "SUITE_NOT_ALLOWED",
            "WRONG_KIND");
  }

  @Test
  void the_good_ones_are_read_with_the_directory_beside_them() throws Exception {
    Path good = RESOURCES.resolve("good");
    byte[] document = Files.readAllBytes(good.resolve("document"));
    Directory directory =
        Directory.verify(
            Files.readAllBytes(good.resolve("directory.cms")),
            WORLD.authority.root(),
            World.CLOCK,
            WORLD.suites);
    Opener opener =
        new Opener(
            WORLD.recipientKeys, () -> directory, WORLD.suites, World.CLOCK, new Operations());
    byte[] signed = Files.readAllBytes(good.resolve("exchange.cms"));
    byte[] receipt = Files.readAllBytes(good.resolve("receipt.cms"));
    Opened opened = opener.open(Files.readAllBytes(good.resolve("exchange.sealed.cms")));
    assertThat(opened.content()).isEqualTo(document);
    assertThat(opened.signedData()).isEqualTo(signed);
    assertThat(opener.verify(receipt, ContentKind.RECEIPT).content()).isEqualTo(document);
  }

  @Test
  void the_good_ones_that_were_signed_together_are_read_each_by_itself() throws Exception {
    Path good = RESOURCES.resolve("good");
    for (int i = 2; i >= 0; i--) {
      byte[] signed = Files.readAllBytes(good.resolve("tree-" + i + ".cms"));
      assertThat(WORLD.opener().verify(signed, ContentKind.EXCHANGE).content())
          .isEqualTo(Forgery.CONTENT);
    }
    byte[] receipt = Files.readAllBytes(good.resolve("tree-receipt.cms"));
    assertThat(WORLD.opener().openReceipt(receipt).content()).isEqualTo(Forgery.CONTENT);
  }

  @Test
  void the_same_forgery_with_nothing_wrong_is_accepted() throws Untrusted {
    Opened opened =
        WORLD
            .opener()
            .verify(new Forgery(WORLD.senderKeys.signing().get(0)).build(), ContentKind.EXCHANGE);
    assertThat(opened.content()).isEqualTo(Forgery.CONTENT);
  }
}
