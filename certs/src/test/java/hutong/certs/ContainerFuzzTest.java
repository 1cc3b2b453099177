package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as a container is refused with a fault, or every file of it is covered. */
final class ContainerFuzzTest {

  private static final Path FILE = file();

  private static Path file() {
    try {
      Path file = Files.createTempFile("container", ".asice");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<byte[]> seeds() {
    World world = Corpus.WORLD;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ContainerWriter writer = new ContainerWriter(out, World.CLOCK);
      writer.put("page.html", "<p>电</p>".getBytes(StandardCharsets.UTF_8));
      writer.finish(
          world.senderKeys,
          any -> true,
          world.authority.issueTimeStamper(World.SENDER),
          World.CLOCK);
      byte[] whole = out.toByteArray();
      return List.of(whole, Arrays.copyOf(whole, whole.length - 30), cutInside(whole));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends as a zip does, in the midst of a file. */
  private static byte[] cutInside(byte[] whole) {
    byte[] cut = Arrays.copyOf(whole, 900);
    System.arraycopy(whole, whole.length - 22, cut, cut.length - 22, 22);
    return cut;
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_covers_its_files(byte[] bytes) throws IOException {
    Files.write(FILE, bytes);
    try (Container container = Container.open(FILE)) {
      container.checkManifest();
      container.checkSignature();
      assertThat(container.names()).allMatch(Container::isName);
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
  }
}
