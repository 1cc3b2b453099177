package hutong.gateway.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** One class of the product with a fault put into its source, compiled to stand before the real. */
final class BrokenBuild {

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  private BrokenBuild() {}

  /**
   * Returns a class path with the broken class alone.
   *
   * @param source in the project
   * @param right stands there exactly once
   */
  static String in(Path folder, String source, String right, String wrong) throws Exception {
    Path file = PROJECT.resolve(source);
    String[] around = Files.readString(file).split(Pattern.quote(right), -1);
    assertThat(around).as("the place to break in " + source).hasSize(2);
    Path broken = folder.resolve(file.getFileName().toString());
    Files.writeString(broken, around[0] + wrong + around[1]);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> arguments =
        List.of(
            "-nowarn",
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString(),
            broken.toString());
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertThat(code).as("the broken class compiles").isZero();
    return classes.toString();
  }
}
