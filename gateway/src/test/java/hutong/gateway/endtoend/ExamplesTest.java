package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.TestRecords.arrival;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.cli.ExamplesCommand;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples as they are written out, each by what runs its language, against real nodes. */
class ExamplesTest {

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private Path examples;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    examples = folder.resolve("examples");
    assertThat(Said.of(new ExamplesCommand(), "--to", examples).exit()).isZero();
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void in_every_language_a_record_is_posted_decided_and_its_receipt_kept() throws Exception {
    String suzhou = jiangsu.keyOf("suzhou", "3205");
    String zhoukou = henan.keyOf("zhoukou", "4116");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(jar -> Path.of(jar).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    List<List<String>> languages =
        List.of(
            List.of("sh", "post.sh", "decide.sh"),
            List.of("node", "post.mjs", "decide.mjs"),
            List.of(java + " -cp " + jars, "Post.java", "Decide.java"));
    for (List<String> language : languages) {
      Path sample = folder.resolve(language.get(1) + ".json");
      Files.writeString(sample, arrival(language.get(1).replace('.', '-')));
      Process post = run(language.get(0), language.get(1), jiangsu, suzhou, sample);
      Process decide = run(language.get(0), language.get(2), henan, zhoukou, sample);
      assertThat(said(decide, language.get(2))).isNotBlank();
      assertThat(said(post, language.get(1))).contains("410000", "accepted it at").endsWith(".cms");
    }
    try (Stream<Path> kept = Files.list(examples)) {
      assertThat(kept.filter(each -> each.toString().endsWith(".cms")).toList())
          .hasSize(3)
          .allMatch(each -> each.toFile().length() > 500);
    }
    assertThat(Said.of(new ExamplesCommand(), "--to", examples).text()).contains("already");
  }

  private Process run(String program, String file, Region region, String key, Path sample)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(program.split(" ")));
    words.add(file);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(examples.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(file + ".out").toFile());
    builder.environment().put("HUTONG_URL", region.node().url());
    builder.environment().put("HUTONG_KEY", key);
    builder.environment().put("HUTONG_SAMPLE", sample.toString());
    return builder.start();
  }

  private String said(Process process, String file) throws Exception {
    boolean ended = process.waitFor(90, TimeUnit.SECONDS);
    process.destroyForcibly();
    String said = Files.readString(folder.resolve(file + ".out")).strip();
    assertThat(ended && process.exitValue() == 0).as(file + ": " + said).isTrue();
    return said;
  }
}
