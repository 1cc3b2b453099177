package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed vectors of SM and PQ: good ones are read, bad ones refused with their fault. */
final class SuiteVectorsTest {

  private static final Path RESOURCES = Path.of("src/test/resources/suites");
  private static final Map<String, Pair> PAIRS = new ConcurrentHashMap<>();

  private static Pair pair(String suite) {
    return PAIRS.computeIfAbsent(suite, id -> Pair.stored(RESOURCES.resolve(id), id));
  }

  static List<Path> bad() throws IOException {
    try (Stream<Path> all = Files.walk(RESOURCES)) {
      return all.filter(
              file -> file.toString().contains("/bad/") && file.toString().endsWith(".cms"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void each_bad_one_is_refused_with_the_fault_of_its_folder(Path file) throws IOException {
    Pair pair = pair(RESOURCES.relativize(file).getName(0).toString());
    byte[] bytes = Files.readAllBytes(file);
    Fault fault = Fault.valueOf(file.getParent().getFileName().toString());
    if (file.toString().endsWith(".sealed.cms")) {
      SuitesTest.refused(fault, () -> pair.opener().open(bytes));
    } else {
      SuitesTest.refused(fault, () -> pair.opener().verify(bytes, ContentKind.EXCHANGE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SM", "PQ"})
  void the_good_ones_are_read_with_the_directory_beside_them(String suite) throws Exception {
    Pair pair = pair(suite);
    Path good = RESOURCES.resolve(suite).resolve("good");
    Directory directory =
        Directory.verify(
            Files.readAllBytes(good.resolve("directory.cms")),
            pair.authority.root(),
            World.CLOCK,
            pair.suites);
    Opener opener = pair.opener(directory);
    byte[] document = Files.readAllBytes(good.resolve("document"));
    Opened opened = opener.open(Files.readAllBytes(good.resolve("exchange.sealed.cms")));
    assertThat(opened.content()).isEqualTo(document);
    assertThat(opened.suite()).isEqualTo(suite);
    assertThat(opened.signedData()).isEqualTo(Files.readAllBytes(good.resolve("exchange.cms")));
    for (int i = 2; i >= 0; i--) {
      byte[] signed = Files.readAllBytes(good.resolve("tree-" + i + ".cms"));
      assertThat(opener.verify(signed, ContentKind.EXCHANGE).content()).isEqualTo(document);
    }
    byte[] together = Files.readAllBytes(good.resolve("tree-receipt.cms"));
    assertThat(opener.openReceipt(together).content()).isEqualTo(document);
    assertThat(
            opener
                .verify(Files.readAllBytes(good.resolve("receipt.cms")), ContentKind.RECEIPT)
                .content())
        .isEqualTo(document);
  }
}
