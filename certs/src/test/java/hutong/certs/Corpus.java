package hutong.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The stored good and bad inputs, where fuzzing begins and the world they were made in. */
final class Corpus {

  static final Path RESOURCES = Path.of("src/test/resources");
  static final World WORLD = World.stored(RESOURCES.resolve("world"));

  /** Sealed ones. */
  static List<byte[]> envelopes() {
    return files(".sealed.cms");
  }

  /** Signed ones of every kind, directories too. */
  static List<byte[]> signed() {
    return all().filter(file -> !name(file).endsWith(".sealed.cms")).map(Corpus::read).toList();
  }

  static List<byte[]> files(String ending) {
    return all().filter(file -> name(file).endsWith(ending)).map(Corpus::read).toList();
  }

  private static Stream<Path> all() {
    return Stream.of("good", "bad", "suites")
        .flatMap(folder -> walk(RESOURCES.resolve(folder)))
        .filter(file -> name(file).endsWith(".cms"))
        .sorted();
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Corpus() {}
}
