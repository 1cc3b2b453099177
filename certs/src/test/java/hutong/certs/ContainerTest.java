package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerTest {

  private static final World WORLD = World.fresh();
  private static final TrustRoots ROOTS = TrustRoots.of(WORLD.authority.root());

  private final TimeStamper stamper = WORLD.authority.issueTimeStamper(World.SENDER);

  @TempDir Path folder;

  @Test
  void what_was_written_is_read_and_holds() throws Exception {
    try (Container container = Container.open(container())) {
      container.checkManifest();
      Container.Signed signed = container.checkSignature();
      assertThat(signed.signers()).containsExactly(WORLD.senderKeys.signingCertificate());
      assertThat(signed.signedAt()).isEqualTo(World.NOW);
      assertThat(signed.checkTimeStamp(ROOTS).at()).isEqualTo(World.NOW);
      assertThat(container.names()).containsExactly("a/large.bin", "a/small.cms", "page.html");
      assertThat(container.read("page.html", 100)).isEqualTo(text("<p>电</p>"));
      assertThat(container.size("a/large.bin")).isEqualTo(300_000);
    }
  }

  @Test
  void the_media_type_comes_first_and_plain() throws Exception {
    byte[] zip = Files.readAllBytes(container());
    assertThat(new String(zip, 30, 39, StandardCharsets.US_ASCII))
        .isEqualTo("mimetypeapplication/vnd.etsi.asic-e+zip");
  }

  @Test
  void no_file_can_be_changed_removed_added_or_swapped() throws Exception {
    Map<String, byte[]> files = files(container());
    int tried = 0;
    int refused = 0;
    for (String name : files.keySet()) {
      byte[] content = files.get(name);
      int step = Math.max(1, content.length / 400);
      for (int at = 0; at < content.length; at += step) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        byte[] other = content.clone();
        other[at] ^= 1;
        changed.put(name, other);
        tried++;
        refused += holds(changed) ? 0 : 1;
      }
      Map<String, byte[]> without = new LinkedHashMap<>(files);
      without.remove(name);
      tried++;
      refused += holds(without) ? 0 : 1;
    }
    Map<String, byte[]> more = new LinkedHashMap<>(files);
    more.put("more.txt", new byte[1]);
    Map<String, byte[]> another = new LinkedHashMap<>(files);
    another.put("META-INF/signature002.p7s", files.get(Container.SIGNATURE));
    for (Map<String, byte[]> added : java.util.List.of(more, another)) {
      tried++;
      refused += holds(added) ? 0 : 1;
    }
    System.out.println("container: " + refused + " of " + tried + " changes refused");
    assertThat(refused).isEqualTo(tried);
    assertThat(holds(files)).isTrue();
  }

  @Test
  void a_bomb_is_refused_before_it_goes_off() throws Exception {
    Path file = folder.resolve("bomb.asice");
    try (OutputStream out = Files.newOutputStream(file)) {
      ContainerWriter writer = new ContainerWriter(out, World.CLOCK);
      writer.put("bomb.bin", new byte[20 << 20]);
      writer.finish(WORLD.senderKeys, any -> true, stamper, World.CLOCK);
    }
    assertThatThrownBy(() -> Container.open(file)).hasMessageContaining("compressed too well");
  }

  @Test
  void names_that_lead_elsewhere_and_files_twice_are_refused() throws Exception {
    for (String name : new String[] {"../a", "/a", "a//b", "a/../b", ".a", "a\\b", "a b", "a/"}) {
      Map<String, byte[]> files = files(container());
      files.put(name, new byte[1]);
      assertThat(holds(files)).as(name).isFalse();
    }
  }

  @Test
  void what_stands_before_after_or_between_is_refused() throws Exception {
    byte[] zip = Files.readAllBytes(container());
    byte[] longer = Arrays.copyOf(zip, zip.length + 1);
    byte[] later = new byte[zip.length + 1];
    System.arraycopy(zip, 0, later, 1, zip.length);
    for (byte[] each : new byte[][] {longer, later, Arrays.copyOf(zip, zip.length - 1), {}}) {
      Path file = Files.write(folder.resolve("odd.asice"), each);
      assertThatThrownBy(() -> Container.open(file)).isInstanceOf(Untrusted.class);
    }
  }

  @Test
  void octets_between_the_last_file_and_the_list_are_refused() throws Exception {
    byte[] zip = Files.readAllBytes(container());
    ByteBuffer end =
        ByteBuffer.wrap(zip, zip.length - 22, 22).slice().order(ByteOrder.LITTLE_ENDIAN);
    int list = end.getInt(16);
    end.putInt(16, list + 3);
    ByteArrayOutputStream wider = new ByteArrayOutputStream();
    wider.write(zip, 0, list);
    wider.write(new byte[] {1, 2, 3});
    wider.write(zip, list, zip.length - list);
    Path file = Files.write(folder.resolve("wider.asice"), wider.toByteArray());
    assertThatThrownBy(() -> Container.open(file)).hasMessageContaining("between the files");
  }

  @Test
  void a_media_type_that_goes_on_is_refused() throws Exception {
    Map<String, byte[]> files = files(container());
    assertThat(holds(files)).isTrue();
    files.put("mimetype", text("application/vnd.etsi.asic-e+zip;of=another"));
    assertThat(holds(files)).isFalse();
  }

  private Path container() throws IOException {
    Path file = folder.resolve("good.asice");
    try (OutputStream out = Files.newOutputStream(file)) {
      ContainerWriter writer = new ContainerWriter(out, World.CLOCK);
      writer.put("page.html", text("<p>电</p>"));
      writer.put("a/small.cms", WORLD.sealer().sign(text("x"), ContentKind.RECEIPT));
      writer.begin("a/large.bin", false);
      writer.write(new byte[100_000]);
      writer.write(new byte[200_000]);
      writer.end();
      writer.finish(WORLD.senderKeys, any -> true, stamper, World.CLOCK);
    }
    return file;
  }

  private boolean holds(Map<String, byte[]> files) throws IOException {
    Path file = Files.write(folder.resolve("tried.asice"), zip(files));
    try (Container container = Container.open(file)) {
      container.checkManifest();
      container.checkSignature().checkTimeStamp(ROOTS);
      return true;
    } catch (Untrusted refused) {
      return false;
    }
  }

  static Map<String, byte[]> files(Path file) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        files.put(each.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  /** By another writer, which knows nothing of containers. */
  static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        if (each.getKey().equals(Container.MIMETYPE)) {
          CRC32 crc = new CRC32();
          crc.update(each.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(each.getValue().length);
          entry.setCrc(crc.getValue());
        }
        out.putNextEntry(entry);
        out.write(each.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
