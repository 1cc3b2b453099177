package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What npm installs for tests from {@code src/test/npm/NAME}, as its lock file says. */
public final class NpmTool {

  /** How a run ended, and all that it printed. */
  public record Run(int exit, String printed) {}

  private final Path folder;

  private NpmTool(Path folder) {
    this.folder = folder;
  }

  /** Installs it, or takes the same that was installed before; without npm the test is skipped. */
  public static NpmTool installed(String name) throws IOException {
    boolean npm =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "npm")));
    if (System.getenv("CI") != null) {
      assertThat(npm).as("npm, which CI installs").isTrue();
    }
    assumeTrue(npm, "npm is not installed: apt-get install npm");
    Path from = Path.of("src/test/npm", name);
    Path to = Path.of("target/npm", name);
    Files.createDirectories(to);
    NpmTool tool = new NpmTool(to);
    Path lock = from.resolve("package-lock.json");
    Path done = to.resolve("installed-lock.json");
    boolean same = Files.exists(done) && Files.mismatch(lock, done) == -1;
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    if (!same) {
      Run run = tool.run("", List.of("npm", "ci", "--no-audit", "--no-fund"));
      assertThat(run.exit()).as(run.printed()).isZero();
      Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
    }
    return tool;
  }

  /** Runs a command in its folder. */
  public Run run(String input, List<String> command) throws IOException {
    Path out = Files.createTempFile(folder, "run", ".txt");
    Path in = Files.writeString(Files.createTempFile(folder, "run", ".in"), input);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile());
    builder.environment().put("REDOCLY_TELEMETRY", "off");
    builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(15, TimeUnit.MINUTES);
      String printed = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(ended).as(printed).isTrue();
      return new Run(process.exitValue(), printed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(in);
    }
  }
}
