package hutong.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.Hutong;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first steps, run by a shell as they stand there. */
@Tag("processes")
class FirstStepsTest {

  private static final String HEADING = "## First steps of an integrator";

  /** The jar is made after the tests: the same program by its classes. */
  private static final String JAVA =
      """
      #!/bin/sh
      shift 2
      exec '%s' -cp '%s' %s "$@"
      """
          .formatted(
              Path.of(System.getProperty("java.home"), "bin", "java"),
              System.getProperty("java.class.path"),
              Hutong.class.getName());

  @TempDir private Path folder;

  @Test
  void an_integrator_posts_waits_sees_why_and_verifies_the_receipt() throws Exception {
    Path script = Files.writeString(folder.resolve("steps.sh"), "set -eu\n" + steps());
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Path java = Files.writeString(tools.resolve("java"), JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(folder.resolve("certs"), Path.of("..", "certs").toAbsolutePath());
    Path heard = folder.resolve("heard");
    ProcessBuilder shell =
        new ProcessBuilder("bash", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(heard.toFile());
    shell.environment().merge("PATH", tools.toString(), (all, first) -> first + ":" + all);
    Process process = shell.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String said = Files.readString(heard);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("\"state\":\"SUBMITTED\"", "CMS Verification successful", "Everything holds")
        .containsPattern("\"state\":\"(ACCEPTED|REJECTED)\"")
        .containsPattern("<says>(ACCEPTANCE|REJECTION)</says>");
  }

  /** The lines of that section that are set as code. */
  private static String steps() throws Exception {
    List<String> lines =
        Files.readAllLines(Path.of("..", "README.md"), StandardCharsets.UTF_8).stream()
            .dropWhile(line -> !line.equals(HEADING))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("    "))
            .toList();
    assertThat(lines).isNotEmpty();
    return String.join("\n", lines) + "\n";
  }
}
